package org.llmtutor.service.llm;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.EndpointPolicy;

/** An entry of {@code llm.providers} that is reached over HTTP. */
sealed interface RemoteConfig extends ProviderConfig
    permits AnthropicConfig, OllamaConfig, OpenAiConfig {

  /** What the paths of the provider's interface are added to. */
  URI baseUrl();

  /** Name of the environment variable that holds the key; null when none is needed. */
  @Nullable String apiKeyEnv();

  /** For the TCP and TLS handshakes. */
  Duration connectTimeout();

  /** Whether {@code http} is allowed to hosts other than this one. */
  boolean allowPlainHttp();

  /** Whether link-local and cloud metadata addresses are allowed. */
  boolean allowLinkLocal();

  /**
   * Rejects a base URL that {@link EndpointPolicy} does, and names that cannot be right. Takes the
   * values alone, because a record's own are not set before its constructor ends.
   */
  static void require(
      URI baseUrl,
      @Nullable String apiKeyEnv,
      String model,
      Duration connectTimeout,
      boolean allowPlainHttp,
      boolean allowLinkLocal,
      @Nullable String provider) {
    new EndpointPolicy("baseUrl", allowPlainHttp, allowLinkLocal, false).requireAllowed(baseUrl);
    if (apiKeyEnv != null && !apiKeyEnv.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      // The value is not repeated: somebody may have put the key itself there.
      throw new IllegalArgumentException(
          "apiKeyEnv: not the name of an environment variable; use one such as OPENAI_API_KEY");
    }
    if (model.isBlank() || model.length() > 100) {
      throw new IllegalArgumentException("model: empty or too long; name one, at most 100 letters");
    }
    if (connectTimeout.isZero() || connectTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "connectTimeout: " + connectTimeout + " is out of range; use more than zero");
    }
    if (provider != null) {
      ProviderConfig.requireProviderName("provider", provider);
    }
  }

  /** The duration from the configuration, or 5 s. */
  static Duration connectTimeout(io.dropwizard.util.@Nullable Duration given) {
    return given == null ? Duration.ofSeconds(5) : given.toJavaDuration();
  }

  /** The name from the configuration; null when it is blank. */
  static @Nullable String variable(@Nullable String given) {
    return given == null || given.isBlank() ? null : given;
  }
}
