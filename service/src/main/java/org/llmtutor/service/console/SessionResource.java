package org.llmtutor.service.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.account.OperatorSessions;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;

/**
 * Logs an operator in and out. Both ask for the header {@value #HEADER}, which no form and no other
 * site's script can send without being asked first whether it may, which it may not.
 */
@Path("/console/session")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {

  /** Any value shows that a script of ours sends the request. */
  static final String HEADER = "X-Console";

  private final OperatorSessions sessions;
  private final ConsoleConfig config;
  private final String version;
  private final String runbooks;

  SessionResource(
      OperatorSessions sessions, ConsoleConfig config, String version, String runbooks) {
    this.sessions = sessions;
    this.config = config;
    this.version = version;
    this.runbooks = runbooks;
  }

  /**
   * What is sent to log in.
   *
   * @param token the operators'
   */
  public record LogIn(@Nullable String token) {

    /** Leaves the token out. */
    @Override
    public String toString() {
      return "LogIn[]";
    }
  }

  /**
   * The session as the page sees it.
   *
   * @param expiresAt when to log in again
   * @param assets which files the page should have
   * @param runbooks what comes before a runbook's relative path, or nothing
   */
  public record Session(
      @JsonProperty("expires_at") Instant expiresAt, String assets, String runbooks) {}

  /** The session whose cookie is sent. */
  @GET
  @PermitAll
  @Summary("whether the console is logged in")
  public Response find(@CookieParam(OperatorSessions.COOKIE) @Nullable String id) {
    Instant expiresAt =
        sessions
            .expiry(id == null ? "" : id)
            .orElseThrow(() -> new ApiException(401, "unauthorized", "Log in."));
    return reply(expiresAt).build();
  }

  /** Gives a cookie for the operators' token. */
  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @Summary("log in to the console with the operators' token")
  public Response logIn(
      @Context HttpServletRequest request,
      @HeaderParam(HEADER) @Nullable String script,
      @Nullable LogIn body) {
    requireScript(script);
    String token = body == null || body.token() == null ? "" : body.token().strip();
    OperatorSessions.Opened opened = sessions.logIn(token, request.getRemoteAddr());
    int seconds = (int) config.sessionLifetime().toSeconds();
    return reply(opened.expiresAt())
        .cookie(cookie(opened.id(), seconds, request.isSecure()))
        .build();
  }

  /** Ends the session whose cookie is sent, and takes the cookie away. */
  @DELETE
  @PermitAll
  @Summary("log out of the console")
  public Response logOut(
      @Context HttpServletRequest request,
      @HeaderParam(HEADER) @Nullable String script,
      @CookieParam(OperatorSessions.COOKIE) @Nullable String id) {
    requireScript(script);
    sessions.logOut(id == null ? "" : id);
    return Response.noContent()
        .header("Cache-Control", "no-store")
        .cookie(cookie("", 0, request.isSecure()))
        .build();
  }

  private static void requireScript(@Nullable String header) {
    if (header == null) {
      throw new ApiException(403, "forbidden", "Send the header " + HEADER + ".");
    }
  }

  private Response.ResponseBuilder reply(Instant expiresAt) {
    return Response.ok(new Session(expiresAt, version, runbooks))
        .header("Cache-Control", "no-store");
  }

  private static NewCookie cookie(String value, int seconds, boolean secure) {
    return new NewCookie.Builder(OperatorSessions.COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
