package org.llmtutor.service.account;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.SchoolClass;
import org.llmtutor.api.SchoolClassRequest;
import org.llmtutor.service.http.Summary;

/** The classes that learners can join, for operators. */
@Timed
@Path("/api/ops/classes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ClassResource {

  private final Accounts accounts;

  ClassResource(Accounts accounts) {
    this.accounts = accounts;
  }

  /** All classes, by code. */
  @GET
  @Summary("classes with their sizes")
  public List<SchoolClass> list(@Auth Operator operator) {
    return accounts.classes();
  }

  /** Makes a class, or gives an existing one another title. */
  @PUT
  @Path("/{code}")
  @Summary("make or rename a class")
  public void put(
      @Auth Operator operator,
      @PathParam("code") String code,
      @Nullable SchoolClassRequest request) {
    accounts.putClass(code, request == null ? null : request.title());
  }
}
