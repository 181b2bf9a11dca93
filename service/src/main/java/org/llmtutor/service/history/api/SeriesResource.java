package org.llmtutor.service.history.api;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.account.AcceptsBasic;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.Summary;

/** Lists series, label names, label values and metrics. */
@Timed
@AcceptsBasic
@Path(PrometheusApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class SeriesResource {

  private final Listings listings;

  SeriesResource(Listings listings) {
    this.listings = listings;
  }

  /** The series that fulfil one of {@code match[]}. */
  @GET
  @Path("/series")
  @Summary("series by selectors")
  public PrometheusReply series(@Auth Operator operator, @Context UriInfo address) {
    return listings.series(PrometheusParameters.of(address));
  }

  /** As {@link #series}, from a form. */
  @POST
  @Path("/series")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Summary("series by selectors")
  public PrometheusReply seriesForm(
      @Auth Operator operator,
      @Context UriInfo address,
      @Nullable MultivaluedMap<String, String> form) {
    return listings.series(PrometheusParameters.of(address, form));
  }

  /** The names of labels of all series, or of those that fulfil one of {@code match[]}. */
  @GET
  @Path("/labels")
  @Summary("label names")
  public PrometheusReply labels(@Auth Operator operator, @Context UriInfo address) {
    return listings.names(PrometheusParameters.of(address));
  }

  /** As {@link #labels}, from a form. */
  @POST
  @Path("/labels")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Summary("label names")
  public PrometheusReply labelsForm(
      @Auth Operator operator,
      @Context UriInfo address,
      @Nullable MultivaluedMap<String, String> form) {
    return listings.names(PrometheusParameters.of(address, form));
  }

  /** The values that label {@code name} has. */
  @GET
  @Path("/label/{name}/values")
  @Summary("values of a label")
  public PrometheusReply values(
      @Auth Operator operator, @PathParam("name") String name, @Context UriInfo address) {
    return listings.values(name, PrometheusParameters.of(address));
  }

  /** Types, helps and units of metrics. */
  @GET
  @Path("/metadata")
  @Summary("types and descriptions of metrics")
  public PrometheusReply metadata(@Auth Operator operator, @Context UriInfo address) {
    return listings.metadata(PrometheusParameters.of(address));
  }
}
