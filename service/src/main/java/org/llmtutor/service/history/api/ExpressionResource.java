package org.llmtutor.service.history.api;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.print.PrettyPrinter;
import org.llmtutor.service.account.AcceptsBasic;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.Summary;

/** Formats expressions. */
@Timed
@AcceptsBasic
@Path(PrometheusApi.PATH + "/format_query")
@Produces(MediaType.APPLICATION_JSON)
public final class ExpressionResource {

  ExpressionResource() {}

  /** The expression {@code query}, over lines when it is long. */
  @GET
  @Summary("a PromQL expression, formatted")
  public PrometheusReply format(@Auth Operator operator, @Context UriInfo address) {
    return format(PrometheusParameters.of(address));
  }

  /** As {@link #format(Operator, UriInfo)}, from a form. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Summary("a PromQL expression, formatted")
  public PrometheusReply formatForm(
      @Auth Operator operator,
      @Context UriInfo address,
      @Nullable MultivaluedMap<String, String> form) {
    return format(PrometheusParameters.of(address, form));
  }

  private static PrometheusReply format(PrometheusParameters parameters) {
    return PrometheusReply.of(PrettyPrinter.print(parameters.query()));
  }
}
