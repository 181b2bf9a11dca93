package org.llmtutor.service.account;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LearnerErasure;
import org.llmtutor.api.Profile;
import org.llmtutor.api.ProfilePatch;
import org.llmtutor.api.Registration;
import org.llmtutor.api.RegistrationRequest;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.RateLimiter;
import org.llmtutor.service.http.Summary;
import org.llmtutor.service.redis.RedisFeature;

/** Registration, and a learner's own profile. */
@Timed
@Path("/api")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AccountResource {

  /** The key of the limit that everybody shares. */
  private static final String ALL = "all";

  private final Accounts accounts;
  private final Erasure erasure;
  private final RateLimiter registrations;

  AccountResource(Accounts accounts, Erasure erasure, AccountConfig config, RedisFeature redis) {
    this.accounts = accounts;
    this.erasure = erasure;
    this.registrations =
        redis.perMinute("registration", config.registrationsPerMinute(), 1, Map::of);
  }

  /** Registers a learner; the token in the reply is shown this once. */
  @POST
  @Path("/users")
  @PermitAll
  @Summary("register a learner; the token is shown once")
  public Response register(@Nullable RegistrationRequest request) {
    Optional<Duration> wait = registrations.take(ALL);
    if (wait.isPresent()) {
      throw new ApiException(
          429,
          "rate_limited",
          "Too many registrations at the moment. Try again in a minute.",
          null,
          wait.get());
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

  /** Erases the asking learner for good; the token is worth nothing from then on. */
  @DELETE
  @Path("/me")
  @Summary("erase oneself: identity and text go, amounts stay")
  public LearnerErasure erase(@Auth Learner learner) {
    return erasure.erase(learner.id(), "the learner");
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
