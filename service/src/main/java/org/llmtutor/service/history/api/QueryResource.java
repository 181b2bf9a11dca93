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
import org.llmtutor.service.account.AcceptsBasic;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.Summary;

/** Queries in PromQL, by address or by form. */
@Timed
@AcceptsBasic
@Path(PrometheusApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class QueryResource {

  private final Queries queries;

  QueryResource(Queries queries) {
    this.queries = queries;
  }

  /** The expression {@code query} at {@code time}. */
  @GET
  @Path("/query")
  @Summary("a PromQL query at one time")
  public PrometheusReply instant(@Auth Operator operator, @Context UriInfo address) {
    return queries.instant(PrometheusParameters.of(address));
  }

  /** As {@link #instant}, from a form. */
  @POST
  @Path("/query")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Summary("a PromQL query at one time")
  public PrometheusReply instantForm(
      @Auth Operator operator,
      @Context UriInfo address,
      @Nullable MultivaluedMap<String, String> form) {
    return queries.instant(PrometheusParameters.of(address, form));
  }

  /** The expression {@code query} from {@code start} to {@code end} every {@code step}. */
  @GET
  @Path("/query_range")
  @Summary("a PromQL query over a range of time")
  public PrometheusReply range(@Auth Operator operator, @Context UriInfo address) {
    return queries.range(PrometheusParameters.of(address));
  }

  /** As {@link #range}, from a form. */
  @POST
  @Path("/query_range")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Summary("a PromQL query over a range of time")
  public PrometheusReply rangeForm(
      @Auth Operator operator,
      @Context UriInfo address,
      @Nullable MultivaluedMap<String, String> form) {
    return queries.range(PrometheusParameters.of(address, form));
  }

  /** The exemplars of {@code query}, of which the service keeps none. */
  @GET
  @Path("/query_exemplars")
  @Summary("always empty: no exemplars are kept")
  public PrometheusReply exemplars(@Auth Operator operator, @Context UriInfo address) {
    return queries.exemplars(PrometheusParameters.of(address));
  }

  /** As {@link #exemplars}, from a form. */
  @POST
  @Path("/query_exemplars")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Summary("always empty: no exemplars are kept")
  public PrometheusReply exemplarsForm(
      @Auth Operator operator,
      @Context UriInfo address,
      @Nullable MultivaluedMap<String, String> form) {
    return queries.exemplars(PrometheusParameters.of(address, form));
  }
}
