package org.llmtutor.service.account;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.llmtutor.api.LearnerErasure;
import org.llmtutor.api.LearnerRecord;
import org.llmtutor.service.http.Summary;

/** Single learners, for operators: by id, or by the pseudonym that logs and metrics show. */
@Timed
@Path("/api/ops/learners/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class LearnerResource {

  private final Erasure erasure;

  LearnerResource(Erasure erasure) {
    this.erasure = erasure;
  }

  /** What is kept of the learner, without name and text. */
  @GET
  @Summary("what is kept of a learner; by id or pseudonym")
  public LearnerRecord find(@Auth Operator operator, @PathParam("id") String id) {
    return erasure.find(id);
  }

  /** Erases the learner for good; again is no error. */
  @DELETE
  @Summary("erase a learner: identity and text go, amounts stay")
  public LearnerErasure erase(@Auth Operator operator, @PathParam("id") String id) {
    return erasure.erase(id, operator.getName());
  }
}
