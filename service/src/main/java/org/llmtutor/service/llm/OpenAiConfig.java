package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.EndpointPolicy;

/**
 * Any endpoint that speaks OpenAI's chat completions.
 *
 * @param baseUrl up to and including the version, such as {@code https://api.openai.com/v1}
 * @param apiKeyEnv name of the environment variable that holds the key; null when none is needed
 * @param model sent with each request
 * @param maxTokensField {@code max_completion_tokens}, or {@code max_tokens} for endpoints that do
 *     not know it
 * @param connectTimeout for the TCP and TLS handshakes
 * @param allowPlainHttp whether {@code http} is allowed to hosts other than this one
 * @param allowLinkLocal whether link-local and cloud metadata addresses are allowed
 * @param provider see {@link ProviderConfig#provider}
 */
public record OpenAiConfig(
    URI baseUrl,
    @Nullable String apiKeyEnv,
    String model,
    String maxTokensField,
    Duration connectTimeout,
    boolean allowPlainHttp,
    boolean allowLinkLocal,
    @Nullable String provider)
    implements RemoteConfig {

  private static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";
  private static final String NEW_FIELD = "max_completion_tokens";
  private static final String OLD_FIELD = "max_tokens";

  /** Rejects what cannot be right. */
  public OpenAiConfig {
    if (!maxTokensField.equals(NEW_FIELD) && !maxTokensField.equals(OLD_FIELD)) {
      throw new IllegalArgumentException(
          "maxTokensField: '"
              + maxTokensField
              + "' is not known; use "
              + NEW_FIELD
              + " or "
              + OLD_FIELD);
    }
    RemoteConfig.require(
        baseUrl, apiKeyEnv, model, connectTimeout, allowPlainHttp, allowLinkLocal, provider);
  }

  /** From the configuration. Only {@code model} must be given. */
  @JsonCreator
  public static OpenAiConfig fromConfig(
      @JsonProperty("baseUrl") @Nullable String baseUrl,
      @JsonProperty("apiKeyEnv") @Nullable String apiKeyEnv,
      @JsonProperty("model") @Nullable String model,
      @JsonProperty("maxTokensField") @Nullable String maxTokensField,
      @JsonProperty("connectTimeout") io.dropwizard.util.@Nullable Duration connectTimeout,
      @JsonProperty("allowPlainHttp") @Nullable Boolean allowPlainHttp,
      @JsonProperty("allowLinkLocal") @Nullable Boolean allowLinkLocal,
      @JsonProperty("provider") @Nullable String provider) {
    return new OpenAiConfig(
        EndpointPolicy.parse("baseUrl", baseUrl == null ? DEFAULT_BASE_URL : baseUrl),
        RemoteConfig.variable(apiKeyEnv),
        model == null ? "" : model,
        maxTokensField == null ? NEW_FIELD : maxTokensField,
        RemoteConfig.connectTimeout(connectTimeout),
        Boolean.TRUE.equals(allowPlainHttp),
        Boolean.TRUE.equals(allowLinkLocal),
        provider);
  }
}
