package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** How to reach one provider; {@code type} in the configuration chooses the kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OfflineConfig.class, name = "offline"),
  @JsonSubTypes.Type(value = OpenAiConfig.class, name = "openai"),
  @JsonSubTypes.Type(value = AnthropicConfig.class, name = "anthropic"),
  @JsonSubTypes.Type(value = OllamaConfig.class, name = "ollama")
})
public sealed interface ProviderConfig permits OfflineConfig, RemoteConfig {

  /** The model that requests name; the price book must know it. */
  String model();

  /**
   * What ledger, price book and metrics call the provider; null for the name of the entry. Lets two
   * entries with different models be of one provider.
   */
  @Nullable String provider();

  /** The provider of an entry that is called {@code entry}. */
  default String providerOr(String entry) {
    String provider = provider();
    return provider == null ? entry : provider;
  }

  /** Rejects what cannot be a metric label or a key of the price book. */
  static void requireProviderName(String property, String name) {
    if (!name.matches("[a-z][a-z0-9_.-]{0,31}")) {
      throw new IllegalArgumentException(
          property + ": not a provider name; use up to 32 of a-z 0-9 _ . -");
    }
  }
}
