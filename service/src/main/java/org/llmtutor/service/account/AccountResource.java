package org.llmtutor.service.account;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import io.github.bucket4j.Bucket;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.Profile;
import org.llmtutor.api.ProfilePatch;
import org.llmtutor.api.Registration;
import org.llmtutor.api.RegistrationRequest;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;

/** Registration, and a learner's own profile. */
@Timed
@Path("/api")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AccountResource {

  private final Accounts accounts;
  private final Bucket registrations;

  AccountResource(Accounts accounts, AccountConfig config) {
    this.accounts = accounts;
    int perMinute = config.registrationsPerMinute();
    this.registrations =
        Bucket.builder()
            .withNanosecondPrecision() // The monotonic clock; the other one can be set back.
            .addLimit(
                limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
            .build();
  }

  /** Registers a learner; the token in the reply is shown this once. */
  @POST
  @Path("/users")
  @PermitAll
  @Summary("register a learner; the token is shown once")
  public Response register(@Nullable RegistrationRequest request) {
    if (!registrations.tryConsume(1)) {
      throw new ApiException(
          429,
          "rate_limited",
          "Too many registrations at the moment. Try again in a minute.",
          null,
          Duration.ofMinutes(1));
    }
    Accounts.Registered registered = accounts.register(present(request));
    Registration reply = new Registration(registered.token(), profile(registered.learner()));
    return Response.status(Response.Status.CREATED).entity(reply).build();
  }

  /** The asking learner's profile. */
  @GET
  @Path("/me")
  @Summary("own profile")
  public Profile me(@Auth Learner learner) {
    return profile(learner);
  }

  /** Changes what the body names, and nothing else. */
  @PATCH
  @Path("/me")
  @Summary("change the own profile")
  public Profile change(@Auth Learner learner, @Nullable ProfilePatch patch) {
    return profile(accounts.change(learner, present(patch)));
  }

  private static <T> T present(@Nullable T body) {
    if (body == null) {
      throw new ApiException(400, "invalid_request", "The request needs a JSON body.");
    }
    return body;
  }

  private static Profile profile(Learner learner) {
    return new Profile(
        learner.id(),
        learner.displayName(),
        learner.level(),
        learner.languages(),
        learner.classCode(),
        learner.createdAt());
  }
}
