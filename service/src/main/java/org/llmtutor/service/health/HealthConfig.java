package org.llmtutor.service.health;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@code healthChecks} section.
 *
 * @param cacheFor how long an outcome is served before the check runs again
 * @param deadline how long a check may take where it names no deadline of its own
 * @param minFreeDisk free space in the data directory below which the disk check fails
 */
public record HealthConfig(Duration cacheFor, Duration deadline, DataSize minFreeDisk) {

  /** Checks that the times are positive. */
  public HealthConfig {
    positive("cacheFor", cacheFor);
    positive("deadline", deadline);
  }

  /** The values of an empty section. */
  public static HealthConfig defaults() {
    return of(null, null, null);
  }

  /** Reads the section; what is absent takes its default. */
  @JsonCreator
  static HealthConfig of(
      @JsonProperty("cacheFor") @Nullable Duration cacheFor,
      @JsonProperty("deadline") @Nullable Duration deadline,
      @JsonProperty("minFreeDisk") @Nullable DataSize minFreeDisk) {
    return new HealthConfig(
        cacheFor == null ? Duration.seconds(1) : cacheFor,
        deadline == null ? Duration.seconds(2) : deadline,
        minFreeDisk == null ? DataSize.mebibytes(256) : minFreeDisk);
  }

  private static void positive(String name, Duration value) {
    if (value.toNanoseconds() <= 0) {
      throw new IllegalArgumentException(
          "'" + value + "': healthChecks." + name + " must be above 0");
    }
  }
}
