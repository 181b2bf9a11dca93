package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.EndpointPolicy;

/**
 * An Ollama server, by its own interface.
 *
 * @param baseUrl without the path, such as {@code http://127.0.0.1:11434}
 * @param apiKeyEnv name of the environment variable that holds a key; null when none is needed, as
 *     on this host
 * @param model sent with each request
 * @param connectTimeout for the TCP and TLS handshakes
 * @param allowPlainHttp whether {@code http} is allowed to hosts other than this one
 * @param allowLinkLocal whether link-local and cloud metadata addresses are allowed
 * @param provider see {@link ProviderConfig#provider}
 */
public record OllamaConfig(
    URI baseUrl,
    @Nullable String apiKeyEnv,
    String model,
    Duration connectTimeout,
    boolean allowPlainHttp,
    boolean allowLinkLocal,
    @Nullable String provider)
    implements RemoteConfig {

  private static final String DEFAULT_BASE_URL = "http://127.0.0.1:11434";

  /** Rejects what cannot be right. */
  public OllamaConfig {
    RemoteConfig.require(
        baseUrl, apiKeyEnv, model, connectTimeout, allowPlainHttp, allowLinkLocal, provider);
  }

  /** From the configuration. Only {@code model} must be given. */
  @JsonCreator
  public static OllamaConfig fromConfig(
      @JsonProperty("baseUrl") @Nullable String baseUrl,
      @JsonProperty("apiKeyEnv") @Nullable String apiKeyEnv,
      @JsonProperty("model") @Nullable String model,
      @JsonProperty("connectTimeout") io.dropwizard.util.@Nullable Duration connectTimeout,
      @JsonProperty("allowPlainHttp") @Nullable Boolean allowPlainHttp,
      @JsonProperty("allowLinkLocal") @Nullable Boolean allowLinkLocal,
      @JsonProperty("provider") @Nullable String provider) {
    return new OllamaConfig(
        EndpointPolicy.parse("baseUrl", baseUrl == null ? DEFAULT_BASE_URL : baseUrl),
        RemoteConfig.variable(apiKeyEnv),
        model == null ? "" : model,
        RemoteConfig.connectTimeout(connectTimeout),
        Boolean.TRUE.equals(allowPlainHttp),
        Boolean.TRUE.equals(allowLinkLocal),
        provider);
  }
}
