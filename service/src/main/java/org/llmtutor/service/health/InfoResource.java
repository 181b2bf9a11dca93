package org.llmtutor.service.health;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.llmtutor.api.ServiceInfo;
import org.llmtutor.service.http.Summary;

/** {@code GET /}: name, version and what the service offers. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class InfoResource {

  private final String name;
  private final String version;
  private final Endpoints endpoints;

  InfoResource(String name, String version, Endpoints endpoints) {
    this.name = name;
    this.version = version;
    this.endpoints = endpoints;
  }

  /** The service and its routes. */
  @GET
  @PermitAll
  @Summary("name, version and endpoints of the service")
  public ServiceInfo info() {
    return new ServiceInfo(name, version, endpoints.list());
  }
}
