package org.llmtutor.service.history;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code history} section.
 *
 * @param enabled whether the service keeps a history of its own metrics at all
 * @param interval between two samples of all metrics
 * @param retention how long samples are kept
 * @param maxSeries how many series are kept; those that ended first make room for new ones
 * @param maxBytes how much memory they may take; the oldest samples make room for new ones
 * @param snapshots whether the history survives a restart, in a file
 * @param snapshotFile where; empty for {@code history.snapshot} in the database's directory
 * @param snapshotInterval between two snapshots; there is one more when the service stops
 * @param snapshotDeadline how long the service waits for that last one
 * @param job the label that a Prometheus would give all series
 * @param instance another one
 */
public record HistoryConfig(
    boolean enabled,
    Duration interval,
    Duration retention,
    int maxSeries,
    DataSize maxBytes,
    boolean snapshots,
    String snapshotFile,
    Duration snapshotInterval,
    Duration snapshotDeadline,
    String job,
    String instance) {

  private static final long LEAST_INTERVAL_MILLIS = 100;
  private static final int MOST_SERIES = 1_000_000;
  private static final DataSize LEAST_BYTES = DataSize.mebibytes(1);
  private static final String FILE_NAME = "history.snapshot";

  /** Checks the bounds. */
  public HistoryConfig {
    require(
        interval.toMilliseconds() >= LEAST_INTERVAL_MILLIS,
        "interval: %s is too short; use 100ms or more",
        interval);
    require(
        retention.toMilliseconds() >= 2 * interval.toMilliseconds(),
        "retention: %s holds less than two samples; use more than twice the interval",
        retention);
    require(
        maxSeries >= 1 && maxSeries <= MOST_SERIES,
        "maxSeries: %s is not from 1 to 1000000",
        maxSeries);
    require(
        maxBytes.toBytes() >= LEAST_BYTES.toBytes(),
        "maxBytes: %s is too little; use 1MiB or more",
        maxBytes);
    require(
        snapshotInterval.toMilliseconds() >= LEAST_INTERVAL_MILLIS,
        "snapshotInterval: %s is too short; use 1m or more",
        snapshotInterval);
    require(
        snapshotDeadline.toMilliseconds() >= 1,
        "snapshotDeadline: %s is too short; use 10s",
        snapshotDeadline);
    require(!job.isEmpty(), "job: '%s' is empty; use tutor, which the alerts ask for", job);
    require(!instance.isEmpty(), "instance: '%s' is empty; use host:port", instance);
  }

  /** The values of an empty section. */
  public static HistoryConfig defaults() {
    return of(null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Reads the section; what is absent takes its default. */
  @JsonCreator
  static HistoryConfig of(
      @JsonProperty("enabled") @Nullable String enabled,
      @JsonProperty("interval") @Nullable Duration interval,
      @JsonProperty("retention") @Nullable Duration retention,
      @JsonProperty("maxSeries") @Nullable Integer maxSeries,
      @JsonProperty("maxBytes") @Nullable DataSize maxBytes,
      @JsonProperty("snapshots") @Nullable String snapshots,
      @JsonProperty("snapshotFile") @Nullable String snapshotFile,
      @JsonProperty("snapshotInterval") @Nullable Duration snapshotInterval,
      @JsonProperty("snapshotDeadline") @Nullable Duration snapshotDeadline,
      @JsonProperty("job") @Nullable String job,
      @JsonProperty("instance") @Nullable String instance) {
    return new HistoryConfig(
        isOn("enabled", enabled),
        interval == null ? Duration.seconds(15) : interval,
        retention == null ? Duration.hours(24) : retention,
        maxSeries == null ? 20_000 : maxSeries,
        maxBytes == null ? DataSize.mebibytes(64) : maxBytes,
        isOn("snapshots", snapshots),
        snapshotFile == null ? "" : snapshotFile.strip(),
        snapshotInterval == null ? Duration.minutes(5) : snapshotInterval,
        snapshotDeadline == null ? Duration.seconds(10) : snapshotDeadline,
        job == null ? "tutor" : job.strip(),
        instance == null ? "localhost:8080" : instance.strip());
  }

  /** Where the snapshot is, for a service that keeps its data in {@code directory}. */
  Path snapshotIn(Path directory) {
    return snapshotFile.isEmpty() ? directory.resolve(FILE_NAME) : Path.of(snapshotFile);
  }

  private static boolean isOn(String name, @Nullable String word) {
    return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
      case "", "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              "'" + word + "': not a switch for history." + name + "; use true or false");
    };
  }

  private static void require(boolean holds, String problem, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("history." + problem.formatted(value));
    }
  }
}
