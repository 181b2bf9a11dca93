package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code llm} section of the configuration.
 *
 * @param provider name of the entry of {@code providers} that is asked first
 * @param fallbacks names of the entries that are asked when those before them cannot answer
 * @param providers entries by name; {@code offline} is always there
 * @param deadline of one whole call, with its retries and fallbacks
 * @param attemptDeadline of one attempt's first text while another entry may be asked after it; the
 *     last one has what is left of {@code deadline}
 * @param retry when a failed attempt is followed by another
 * @param circuit when a route that fails is left alone for a while
 * @param maxOutputTokens a reply is cut at this many tokens
 * @param limits how much a provider may send
 * @param drainAfterClientGone how long to keep reading for the usage when the learner has left;
 *     zero stops at once
 * @param degradedAfter consecutive failures after which the health check fails
 */
public record LlmConfig(
    String provider,
    List<String> fallbacks,
    Map<String, ProviderConfig> providers,
    Duration deadline,
    Duration attemptDeadline,
    RetryPolicy retry,
    CircuitConfig circuit,
    int maxOutputTokens,
    ResponseLimits limits,
    Duration drainAfterClientGone,
    int degradedAfter) {

  /** The offline tutor. */
  public static final LlmConfig DEFAULT =
      fromConfig(null, null, null, null, null, null, null, null, null, null, null);

  /** Adds the offline tutor, copies, and rejects values that cannot work. */
  public LlmConfig {
    Map<String, ProviderConfig> all = new TreeMap<>(providers);
    all.putIfAbsent("offline", OfflineConfig.DEFAULT);
    providers = Map.copyOf(all);
    for (String name : all.keySet()) {
      ProviderConfig.requireProviderName("providers." + name, name);
    }
    requireEntry("provider", provider, all);
    fallbacks = List.copyOf(fallbacks);
    requireFallbacks(provider, fallbacks, all);
    requireDuration("deadline", deadline, Duration.ofMillis(1), Duration.ofMinutes(30));
    requireDuration(
        "attemptDeadline", attemptDeadline, Duration.ofMillis(1), Duration.ofMinutes(30));
    requireDuration(
        "drainAfterClientGone", drainAfterClientGone, Duration.ZERO, Duration.ofMinutes(5));
    requireRange("maxOutputTokens", maxOutputTokens, 1_000_000);
    requireRange("degradedAfter", degradedAfter, 1_000);
  }

  /** From the configuration; everything has a default. */
  @JsonCreator
  public static LlmConfig fromConfig(
      @JsonProperty("provider") @Nullable String provider,
      @JsonProperty("fallbacks") @Nullable List<String> fallbacks,
      @JsonProperty("providers") @Nullable Map<String, ProviderConfig> providers,
      @JsonProperty("deadline") io.dropwizard.util.@Nullable Duration deadline,
      @JsonProperty("attemptDeadline") io.dropwizard.util.@Nullable Duration attemptDeadline,
      @JsonProperty("retry") @Nullable RetryPolicy retry,
      @JsonProperty("circuit") @Nullable CircuitConfig circuit,
      @JsonProperty("maxOutputTokens") @Nullable Integer maxOutputTokens,
      @JsonProperty("limits") @Nullable ResponseLimits limits,
      @JsonProperty("drainAfterClientGone")
          io.dropwizard.util.@Nullable Duration drainAfterClientGone,
      @JsonProperty("degradedAfter") @Nullable Integer degradedAfter) {
    return new LlmConfig(
        provider == null ? "offline" : provider,
        fallbacks == null ? List.of() : fallbacks,
        providers == null ? Map.of() : providers,
        deadline == null ? Duration.ofSeconds(60) : deadline.toJavaDuration(),
        attemptDeadline == null ? Duration.ofSeconds(30) : attemptDeadline.toJavaDuration(),
        retry == null ? RetryPolicy.DEFAULT : retry,
        circuit == null ? CircuitConfig.DEFAULT : circuit,
        maxOutputTokens == null ? 1024 : maxOutputTokens,
        limits == null ? ResponseLimits.DEFAULT : limits,
        drainAfterClientGone == null
            ? Duration.ofSeconds(2)
            : drainAfterClientGone.toJavaDuration(),
        degradedAfter == null ? 3 : degradedAfter);
  }

  /** Names of the entries that calls may go to, in order: the provider, then its fallbacks. */
  public List<String> order() {
    Set<String> order = new LinkedHashSet<>();
    order.add(provider);
    order.addAll(fallbacks);
    return List.copyOf(order);
  }

  /**
   * The entry with a name.
   *
   * @param property what gave the name, for the message
   * @throws IllegalArgumentException with a suggestion when there is none
   */
  public ProviderConfig entry(String property, String name) {
    return requireEntry(property, name, providers);
  }

  /** The model of the provider that is asked first. */
  public String model() {
    return entry("provider", provider).model();
  }

  private static void requireFallbacks(
      String provider, List<String> fallbacks, Map<String, ProviderConfig> known) {
    Set<String> seen = new LinkedHashSet<>(Set.of(provider));
    for (String name : fallbacks) {
      requireEntry("fallbacks", name, known);
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "fallbacks: '%s' is asked before already; name each entry once".formatted(name));
      }
    }
  }

  private static ProviderConfig requireEntry(
      String property, String name, Map<String, ProviderConfig> known) {
    ProviderConfig entry = known.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(unknown(property, name, new TreeMap<>(known).keySet()));
    }
    return entry;
  }

  private static String unknown(String property, String name, Set<String> known) {
    return Spelling.closest(name, known)
        .map(
            meant ->
                "%s: '%s' is not configured; did you mean '%s'?".formatted(property, name, meant))
        .orElse(
            "%s: '%s' is not configured; add it under providers or use one of: %s"
                .formatted(property, name, String.join(", ", known)));
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
