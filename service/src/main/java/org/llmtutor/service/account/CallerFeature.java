package org.llmtutor.service.account;

import io.dropwizard.auth.Auth;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.telemetry.RequestContext;

/**
 * Decides per resource method who may call it: the type of its {@code @Auth} parameter says {@link
 * Learner} or {@link Operator}; {@code @PermitAll} says anyone; a method that says neither is
 * refused to everyone. Classes with {@link AcceptsBasic} take the token in either of two schemes.
 * No or a wrong token is 401, a right token of the other kind 403.
 *
 * <p>Operators' routes that only read also take the cookie of a session, of requests that their own
 * page makes: a browser sends it by itself, so it never counts where something could be changed.
 */
final class CallerFeature implements DynamicFeature {

  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";
  private static final Set<String> READS = Set.of("GET", "HEAD");

  /** As browsers tell it: a page of ours, or the operator who typed the address. */
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  private final Accounts accounts;
  private final OperatorToken operatorToken;
  private final OperatorSessions sessions;
  private final ActiveLearners active;
  private final FailedAuthentications failed;

  CallerFeature(
      Accounts accounts,
      OperatorToken operatorToken,
      OperatorSessions sessions,
      ActiveLearners active,
      FailedAuthentications failed) {
    this.failed = failed;
    this.accounts = accounts;
    this.operatorToken = operatorToken;
    this.sessions = sessions;
    this.active = active;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Method method = resource.getResourceMethod();
    Optional<Class<?>> caller =
        Arrays.stream(method.getParameters())
            .filter(parameter -> parameter.isAnnotationPresent(Auth.class))
            .<Class<?>>map(Parameter::getType)
            .findFirst();
    boolean basic = method.getDeclaringClass().isAnnotationPresent(AcceptsBasic.class);
    if (caller.isPresent()) {
      context.register(new CallerFilter(caller.get(), basic));
    } else if (!isOpen(method)) {
      context.register(new CallerFilter(Void.class, basic));
    }
  }

  /** Jersey's own methods only answer OPTIONS with the verbs that {@code GET /} lists too. */
  private static boolean isOpen(Method method) {
    return method.getDeclaringClass().getName().startsWith("org.glassfish.jersey.")
        || method.isAnnotationPresent(PermitAll.class)
        || method.getDeclaringClass().isAnnotationPresent(PermitAll.class);
  }

  private Principal authenticate(@Nullable String authorization, boolean basic) {
    if (authorization == null) {
      throw unauthorized();
    }
    String token = token(authorization, basic).orElseThrow(this::wrong);
    if (operatorToken.matches(token)) {
      return new Operator("operator");
    }
    Learner learner = accounts.findByToken(token).orElseThrow(this::wrong);
    active.seen(learner);
    return learner;
  }

  private static Optional<String> token(String header, boolean basic) {
    String scheme = header.toLowerCase(Locale.ROOT);
    String token = "";
    if (scheme.startsWith(BEARER)) {
      token = header.substring(BEARER.length()).strip();
    } else if (basic && scheme.startsWith(BASIC)) {
      token = password(header.substring(BASIC.length()).strip());
    }
    return Optional.of(token).filter(BearerTokens::wellFormed);
  }

  /** The password of {@code name:password} in base 64; empty when there is none. */
  private static String password(String credentials) {
    try {
      byte[] pair = Base64.getDecoder().decode(credentials);
      String text = new String(pair, StandardCharsets.ISO_8859_1);
      int colon = text.indexOf(':');
      return colon < 0 ? "" : text.substring(colon + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private ApiException wrong() {
    failed.count();
    return unauthorized();
  }

  static ApiException unauthorized() {
    return new ApiException(
        401, "unauthorized", "Send a valid token as \"Authorization: Bearer …\".");
  }

  @Priority(Priorities.AUTHENTICATION)
  private final class CallerFilter implements ContainerRequestFilter {

    private final Class<?> wanted;
    private final boolean basic;

    CallerFilter(Class<?> wanted, boolean basic) {
      this.wanted = wanted;
      this.basic = basic;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      String sent = request.getHeaderString(HttpHeaders.AUTHORIZATION);
      Principal caller =
          sent == null && hasSession(request)
              ? new Operator("operator")
              : authenticate(sent, basic);
      RequestContext.learner(caller.getName());
      if (!wanted.isInstance(caller)) {
        throw new ApiException(403, "forbidden", "This token is not allowed to do that.");
      }
      boolean secure = request.getSecurityContext().isSecure();
      request.setSecurityContext(new CallerContext(caller, secure));
    }

    private boolean hasSession(ContainerRequestContext request) {
      Cookie cookie = request.getCookies().get(OperatorSessions.COOKIE);
      String from = request.getHeaderString("Sec-Fetch-Site");
      return wanted == Operator.class
          && cookie != null
          && READS.contains(request.getMethod())
          && (from == null || OWN_PAGES.contains(from))
          && sessions.expiry(cookie.getValue()).isPresent();
    }
  }

  private record CallerContext(Principal caller, boolean isSecure) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
      return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
