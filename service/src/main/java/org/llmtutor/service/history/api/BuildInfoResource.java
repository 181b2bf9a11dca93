package org.llmtutor.service.history.api;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.llmtutor.service.account.AcceptsBasic;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.Summary;

/** Says which Prometheus the API behaves like, which is what clients choose their requests by. */
@Timed
@AcceptsBasic
@Path(PrometheusApi.PATH + "/status/buildinfo")
@Produces(MediaType.APPLICATION_JSON)
public final class BuildInfoResource {

  private static final String LIKE_PROMETHEUS = "3.5.0";

  private final PrometheusReply reply;

  BuildInfoResource(String release) {
    this.reply =
        PrometheusReply.of(new BuildInfo(LIKE_PROMETHEUS, release, "llm-tutor", "", "", ""));
  }

  /** The version. */
  @GET
  @Summary("which Prometheus this API behaves like")
  public PrometheusReply show(@Auth Operator operator) {
    return reply;
  }

  /**
   * Prometheus' fields.
   *
   * @param version the Prometheus that the API behaves like
   * @param revision the service's own release
   * @param branch what it really is
   * @param buildUser empty
   * @param buildDate empty
   * @param goVersion empty
   */
  public record BuildInfo(
      String version,
      String revision,
      String branch,
      String buildUser,
      String buildDate,
      String goVersion) {}
}
