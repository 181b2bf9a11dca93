package org.llmtutor.service.alerting;

import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.EndpointPolicy;

/**
 * Where a channel posts to, and with what token. Both may be secrets: they show themselves to
 * nobody but the request. Immutable.
 */
public final class Endpoint {

  private final @Nullable URI url;
  private final String token;

  private Endpoint(@Nullable URI url, String token) {
    this.url = url;
    this.token = token;
  }

  /**
   * From the configuration; an empty URL is an endpoint that is not set.
   *
   * @throws IllegalArgumentException when {@link EndpointPolicy} refuses the URL, or the token has
   *     characters that no token has
   */
  static Endpoint of(
      @Nullable String url, @Nullable String token, @Nullable Boolean allowPlainHttp) {
    String secret = token == null ? "" : token.strip();
    if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("token: holds characters that no token has; set it again");
    }
    if (url == null || url.isBlank()) {
      return new Endpoint(null, secret);
    }
    URI parsed = EndpointPolicy.parse("url", url);
    new EndpointPolicy("url", Boolean.TRUE.equals(allowPlainHttp), false, true)
        .requireAllowed(parsed);
    return new Endpoint(parsed, secret);
  }

  /** Whether there is a URL. */
  boolean isSet() {
    return url != null;
  }

  /** The host, for looking it up. */
  String host() {
    return EndpointPolicy.host(uri());
  }

  /** A request to this endpoint, with {@code path} behind the configured one. */
  HttpRequest.Builder request(String path) {
    URI uri = uri();
    URI target = path.isEmpty() ? uri : uri.resolve(trimmed(uri.getRawPath()) + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(target);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private URI uri() {
    if (url == null) {
      throw new IllegalStateException("the channel is not in use");
    }
    return url;
  }

  private static String trimmed(@Nullable String path) {
    return path == null ? "" : path.replaceFirst("/+$", "");
  }

  @Override
  public String toString() {
    return url == null ? "no URL" : "a URL";
  }
}
