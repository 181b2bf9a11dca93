package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code llm} section of the configuration.
 *
 * @param provider name of the provider in use, a key of {@code providers}
 * @param providers by name; {@code offline} is always there
 * @param deadline of one whole attempt
 * @param retry when a failed attempt is followed by another
 * @param maxOutputTokens a reply is cut at this many tokens
 * @param limits how much a provider may send
 * @param drainAfterClientGone how long to keep reading for the usage when the learner has left;
 *     zero stops at once
 * @param degradedAfter consecutive failures after which the health check fails
 */
public record LlmConfig(
    String provider,
    Map<String, ProviderConfig> providers,
    Duration deadline,
    RetryPolicy retry,
    int maxOutputTokens,
    ResponseLimits limits,
    Duration drainAfterClientGone,
    int degradedAfter) {

  /** The offline tutor. */
  public static final LlmConfig DEFAULT =
      fromConfig(null, null, null, null, null, null, null, null);

  /** Adds the offline tutor, copies, and rejects values that cannot work. */
  public LlmConfig {
    Map<String, ProviderConfig> all = new TreeMap<>(providers);
    all.putIfAbsent("offline", OfflineConfig.DEFAULT);
    providers = Map.copyOf(all);
    for (String name : all.keySet()) {
      if (!name.matches("[a-z][a-z0-9_.-]{0,31}")) {
        throw new IllegalArgumentException(
            "providers." + name + ": not a provider name; use up to 32 of a-z 0-9 _ . -");
      }
    }
    if (!all.containsKey(provider)) {
      throw new IllegalArgumentException(unknown(provider, all));
    }
    requireDuration("deadline", deadline, Duration.ofMillis(1), Duration.ofMinutes(30));
    requireDuration(
        "drainAfterClientGone", drainAfterClientGone, Duration.ZERO, Duration.ofMinutes(5));
    requireRange("maxOutputTokens", maxOutputTokens, 1_000_000);
    requireRange("degradedAfter", degradedAfter, 1_000);
  }

  /** From the configuration; everything has a default. */
  @JsonCreator
  public static LlmConfig fromConfig(
      @JsonProperty("provider") @Nullable String provider,
      @JsonProperty("providers") @Nullable Map<String, ProviderConfig> providers,
      @JsonProperty("deadline") io.dropwizard.util.@Nullable Duration deadline,
      @JsonProperty("retry") @Nullable RetryPolicy retry,
      @JsonProperty("maxOutputTokens") @Nullable Integer maxOutputTokens,
      @JsonProperty("limits") @Nullable ResponseLimits limits,
      @JsonProperty("drainAfterClientGone")
          io.dropwizard.util.@Nullable Duration drainAfterClientGone,
      @JsonProperty("degradedAfter") @Nullable Integer degradedAfter) {
    return new LlmConfig(
        provider == null ? "offline" : provider,
        providers == null ? Map.of() : providers,
        deadline == null ? Duration.ofSeconds(60) : deadline.toJavaDuration(),
        retry == null ? RetryPolicy.DEFAULT : retry,
        maxOutputTokens == null ? 1024 : maxOutputTokens,
        limits == null ? ResponseLimits.DEFAULT : limits,
        drainAfterClientGone == null
            ? Duration.ofSeconds(2)
            : drainAfterClientGone.toJavaDuration(),
        degradedAfter == null ? 3 : degradedAfter);
  }

  /** The provider in use. */
  public ProviderConfig active() {
    ProviderConfig active = providers.get(provider);
    if (active == null) {
      throw new IllegalStateException(provider + ": was checked when this was made");
    }
    return active;
  }

  /** The model in use. */
  public String model() {
    return active().model();
  }

  private static String unknown(String provider, Map<String, ProviderConfig> known) {
    String names = String.join(", ", known.keySet());
    return Spelling.closest(provider, known.keySet())
        .map(
            name ->
                "provider: '%s' is not configured; did you mean '%s'?".formatted(provider, name))
        .orElse(
            "provider: '%s' is not configured; add it under providers or use one of: %s"
                .formatted(provider, names));
  }

  private static void requireDuration(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " is out of range; use " + min + " to " + max);
    }
  }

  private static void requireRange(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + ": " + value + " is out of range; use 1 to " + max);
    }
  }
}
