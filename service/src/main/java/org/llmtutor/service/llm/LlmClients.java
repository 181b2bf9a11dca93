package org.llmtutor.service.llm;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Map;

/** Makes clients from the configuration. */
public final class LlmClients {

  private LlmClients() {}

  /**
   * The client of the provider in use, not metered; see {@link MeteredClient}.
   *
   * @param environment where keys are looked up, usually {@link System#getenv()}
   * @param clock for a {@code Retry-After} that is a date
   * @throws IllegalArgumentException when the key is missing or cannot be one
   */
  public static LlmClient fromConfig(
      LlmConfig config, Map<String, String> environment, Clock clock) {
    ProviderConfig provider = config.active();
    if (provider instanceof OfflineConfig offline) {
      return new OfflineTutor(config.provider(), offline);
    }
    OpenAiConfig openAi = (OpenAiConfig) provider;
    ApiKey key =
        ApiKey.fromEnvironment(
            "providers." + config.provider() + ".apiKeyEnv", openAi.apiKeyEnv(), environment);
    return new OpenAiClient(
        config.provider(),
        openAi,
        key,
        config.limits(),
        config.drainAfterClientGone(),
        clock,
        InetAddress::getAllByName);
  }
}
