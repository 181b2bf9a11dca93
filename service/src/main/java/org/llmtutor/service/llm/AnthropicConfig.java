package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.EndpointPolicy;

/**
 * Any endpoint that speaks Anthropic's Messages.
 *
 * @param baseUrl up to and including the version, such as {@code https://api.anthropic.com/v1}
 * @param apiKeyEnv name of the environment variable that holds the key; null when none is needed
 * @param model sent with each request
 * @param apiVersion sent as {@code anthropic-version}
 * @param connectTimeout for the TCP and TLS handshakes
 * @param allowPlainHttp whether {@code http} is allowed to hosts other than this one
 * @param allowLinkLocal whether link-local and cloud metadata addresses are allowed
 * @param provider see {@link ProviderConfig#provider}
 */
public record AnthropicConfig(
    URI baseUrl,
    @Nullable String apiKeyEnv,
    String model,
    String apiVersion,
    Duration connectTimeout,
    boolean allowPlainHttp,
    boolean allowLinkLocal,
    @Nullable String provider)
    implements RemoteConfig {

  private static final String DEFAULT_BASE_URL = "https://api.anthropic.com/v1";
  private static final String DEFAULT_VERSION = "2023-06-01";

  /** Rejects what cannot be right. */
  public AnthropicConfig {
    if (!apiVersion.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      throw new IllegalArgumentException(
          "apiVersion: '" + apiVersion + "' is not a date; use one such as " + DEFAULT_VERSION);
    }
    RemoteConfig.require(
        baseUrl, apiKeyEnv, model, connectTimeout, allowPlainHttp, allowLinkLocal, provider);
  }

  /** From the configuration. Only {@code model} must be given. */
  @JsonCreator
  public static AnthropicConfig fromConfig(
      @JsonProperty("baseUrl") @Nullable String baseUrl,
      @JsonProperty("apiKeyEnv") @Nullable String apiKeyEnv,
      @JsonProperty("model") @Nullable String model,
      @JsonProperty("apiVersion") @Nullable String apiVersion,
      @JsonProperty("connectTimeout") io.dropwizard.util.@Nullable Duration connectTimeout,
      @JsonProperty("allowPlainHttp") @Nullable Boolean allowPlainHttp,
      @JsonProperty("allowLinkLocal") @Nullable Boolean allowLinkLocal,
      @JsonProperty("provider") @Nullable String provider) {
    return new AnthropicConfig(
        EndpointPolicy.parse("baseUrl", baseUrl == null ? DEFAULT_BASE_URL : baseUrl),
        RemoteConfig.variable(apiKeyEnv),
        model == null ? "" : model,
        apiVersion == null ? DEFAULT_VERSION : apiVersion,
        RemoteConfig.connectTimeout(connectTimeout),
        Boolean.TRUE.equals(allowPlainHttp),
        Boolean.TRUE.equals(allowLinkLocal),
        provider);
  }
}
