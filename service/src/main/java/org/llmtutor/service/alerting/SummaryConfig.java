package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * The daily cost summary.
 *
 * @param at from what time of the platform's zone on yesterday's cost is told; null for never
 * @param topLearners how many of the most expensive learners it names
 * @param lease how long after the last sign of an instance that was sending another may send
 */
public record SummaryConfig(@Nullable LocalTime at, int topLearners, Duration lease) {

  /** No summary. */
  public static final SummaryConfig OFF = of(null, null, null);

  /** Rejects what cannot work. */
  public SummaryConfig {
    Bounds.range("alerting.dailySummary.topLearners", topLearners, 0, 100);
    if (lease.compareTo(Duration.ofMinutes(1)) < 0 || lease.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "alerting.dailySummary.lease: " + lease + " is out of range; use 1m to 1h");
    }
  }

  /** Fills in what the file leaves out; without {@code at} there is no summary. */
  @JsonCreator
  public static SummaryConfig of(
      @JsonProperty("at") @Nullable String at,
      @JsonProperty("topLearners") @Nullable Integer topLearners,
      @JsonProperty("lease") io.dropwizard.util.@Nullable Duration lease) {
    return new SummaryConfig(
        at == null || at.isBlank() ? null : time(at.strip()),
        topLearners == null ? 5 : topLearners,
        Bounds.or(lease, Duration.ofMinutes(2)));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "alerting.dailySummary.at: '" + text + "' is not a time; use one such as 08:00", e);
    }
  }
}
