package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How to reach one provider; {@code type} in the configuration chooses the kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OfflineConfig.class, name = "offline"),
  @JsonSubTypes.Type(value = OpenAiConfig.class, name = "openai")
})
public sealed interface ProviderConfig permits OfflineConfig, OpenAiConfig {

  /** The model that requests name; the price book must know it. */
  String model();
}
