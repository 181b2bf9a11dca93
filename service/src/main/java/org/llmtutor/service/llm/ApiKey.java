package org.llmtutor.service.llm;

import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider's key, or none. Shows itself to nobody but the request it signs. */
final class ApiKey {

  /** For endpoints that need no key. */
  static final ApiKey NONE = new ApiKey(null);

  private final @Nullable String secret;

  private ApiKey(@Nullable String secret) {
    this.secret = secret;
  }

  /** The value of {@code variable}; {@code property} is named when it is missing or malformed. */
  static ApiKey fromEnvironment(
      String property, @Nullable String variable, Map<String, String> environment) {
    if (variable == null) {
      return NONE;
    }
    String value = environment.getOrDefault(variable, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: the environment variable %s is not set; set it, or use provider: offline"
              .formatted(property, variable));
    }
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "%s: the environment variable %s holds characters that no key has; set it again"
              .formatted(property, variable));
    }
    return new ApiKey(value);
  }

  /** Adds the key to a request as a header, if there is one. */
  void sign(HttpRequest.Builder request, String header, String prefix) {
    if (secret != null) {
      request.header(header, prefix + secret);
    }
  }

  @Override
  public String toString() {
    return secret == null ? "no key" : "a key";
  }
}
