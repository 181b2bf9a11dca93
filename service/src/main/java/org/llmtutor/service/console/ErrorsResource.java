package org.llmtutor.service.console;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.llmtutor.api.ErrorReport;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.Summary;
import org.llmtutor.service.telemetry.RecentErrors;

/** The last failures of this instance, for operators. */
@Timed
@Path("/api/ops/errors")
@Produces(MediaType.APPLICATION_JSON)
public final class ErrorsResource {

  private final RecentErrors errors;

  ErrorsResource(RecentErrors errors) {
    this.errors = errors;
  }

  /** Newest first, as many as {@code console.recentErrors}. */
  @GET
  @Summary("the last failures of this instance, without messages")
  public ErrorReport errors(@Auth Operator operator) {
    return new ErrorReport(
        errors.newestFirst().stream().map(ErrorsResource::shown).toList(), errors.total());
  }

  private static ErrorReport.Entry shown(RecentErrors.Entry entry) {
    return new ErrorReport.Entry(
        entry.at(),
        entry.requestId(),
        entry.method(),
        entry.route(),
        entry.status(),
        entry.code(),
        entry.logger(),
        entry.exception());
  }
}
