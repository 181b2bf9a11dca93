package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When notifications are sent together and again, with Alertmanager's meaning.
 *
 * @param by alerts with equal values of these labels are told together; none puts all together
 * @param firstWait {@code wait}: how long the first notification of a group waits for more alerts
 * @param interval how long a group waits before it tells a change
 * @param repeat after how long alerts that still fire are told again
 */
public record GroupingConfig(
    List<String> by, Duration firstWait, Duration interval, Duration repeat) {

  /** Alertmanager's own values. */
  public static final GroupingConfig DEFAULT = of(null, null, null, null);

  /** Copies, and rejects what cannot work. */
  public GroupingConfig {
    by = List.copyOf(by);
    Bounds.notNegative("alerting.grouping.wait", firstWait);
    Bounds.millis("alerting.grouping.interval", interval);
    Bounds.millis("alerting.grouping.repeat", repeat);
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static GroupingConfig of(
      @JsonProperty("by") @Nullable List<String> by,
      @JsonProperty("wait") io.dropwizard.util.@Nullable Duration wait,
      @JsonProperty("interval") io.dropwizard.util.@Nullable Duration interval,
      @JsonProperty("repeat") io.dropwizard.util.@Nullable Duration repeat) {
    return new GroupingConfig(
        by == null ? List.of("alertname") : by,
        Bounds.or(wait, Duration.ofSeconds(30)),
        Bounds.or(interval, Duration.ofMinutes(5)),
        Bounds.or(repeat, Duration.ofHours(4)));
  }
}
