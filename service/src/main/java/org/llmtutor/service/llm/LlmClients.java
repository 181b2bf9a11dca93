package org.llmtutor.service.llm;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes clients from the configuration. */
public final class LlmClients {

  private LlmClients() {}

  /**
   * A client for each entry in use, not metered; see {@link LlmFeature}. Entries that are not in
   * use need no key.
   *
   * @param more names of entries in use besides the provider and its fallbacks
   * @param environment where keys are looked up, usually {@link System#getenv()}
   * @param clock for a {@code Retry-After} that is a date
   * @throws IllegalArgumentException when an entry is missing, or a key is missing or cannot be one
   */
  public static LlmRoutes routes(
      LlmConfig config, Collection<String> more, Map<String, String> environment, Clock clock) {
    Set<String> names = new LinkedHashSet<>(config.order());
    names.addAll(more);
    List<LlmRoute> routes =
        names.stream().map(name -> route(name, config, environment, clock)).toList();
    return new LlmRoutes(config.order(), routes);
  }

  private static LlmRoute route(
      String name, LlmConfig config, Map<String, String> environment, Clock clock) {
    ProviderConfig entry = config.entry("providers", name);
    return new LlmRoute(name, client(name, entry, config, environment, clock), entry.model());
  }

  private static LlmClient client(
      String name,
      ProviderConfig entry,
      LlmConfig config,
      Map<String, String> environment,
      Clock clock) {
    String provider = entry.providerOr(name);
    if (entry instanceof OfflineConfig offline) {
      return new OfflineTutor(provider, offline);
    }
    RemoteConfig remote = (RemoteConfig) entry;
    ApiKey key =
        ApiKey.fromEnvironment("providers." + name + ".apiKeyEnv", remote.apiKeyEnv(), environment);
    return new RemoteClient(
        provider,
        remote,
        protocol(remote),
        key,
        config.limits(),
        config.drainAfterClientGone(),
        clock,
        InetAddress::getAllByName);
  }

  private static Protocol protocol(RemoteConfig entry) {
    if (entry instanceof AnthropicConfig anthropic) {
      return new AnthropicProtocol(anthropic.apiVersion());
    }
    if (entry instanceof OpenAiConfig openAi) {
      return new OpenAiProtocol(openAi.maxTokensField());
    }
    return new OllamaProtocol();
  }
}
