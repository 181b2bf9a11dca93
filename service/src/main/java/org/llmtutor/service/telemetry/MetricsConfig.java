package org.llmtutor.service.telemetry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code prometheus} section (the framework has a {@code metrics} section of its own).
 *
 * @param enabled whether {@code GET /metrics} answers; recording goes on either way
 * @param token bearer token that scrapers must send; none when absent
 * @param maxLabelCombinations bound on the series (label combinations) of each labelled metric
 */
public record MetricsConfig(boolean enabled, Optional<String> token, int maxLabelCombinations) {

  private static final int DEFAULT_COMBINATIONS = 1_000;

  /** Checks the bound. */
  public MetricsConfig {
    if (maxLabelCombinations < 10 || maxLabelCombinations > 100_000) {
      throw new IllegalArgumentException(
          "'" + maxLabelCombinations + "': maxLabelCombinations must be from 10 to 100000");
    }
  }

  /** Everything on, no token. */
  public static MetricsConfig defaults() {
    return new MetricsConfig(true, Optional.empty(), DEFAULT_COMBINATIONS);
  }

  /** Reads the section; values may be words, as environment variables give them. */
  @JsonCreator
  static MetricsConfig of(
      @JsonProperty("enabled") @Nullable String enabled,
      @JsonProperty("token") @Nullable String token,
      @JsonProperty("maxLabelCombinations") @Nullable Integer maxLabelCombinations) {
    return new MetricsConfig(
        isOn(enabled),
        Optional.ofNullable(token).map(String::strip).filter(value -> !value.isEmpty()),
        maxLabelCombinations == null ? DEFAULT_COMBINATIONS : maxLabelCombinations);
  }

  private static boolean isOn(@Nullable String word) {
    return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
      case "", "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              "'" + word + "': not a switch for prometheus.enabled; use true or false");
    };
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "MetricsConfig[enabled=" + enabled + ", token=" + (token.isPresent() ? "set]" : "none]");
  }
}
