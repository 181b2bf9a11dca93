package org.llmtutor.service.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@code limits} section: what one request may ask of the service.
 *
 * @param maxBodySize largest request body, after decompression
 * @param maxBodyTime how long a body may take to arrive
 * @param maxJsonDepth deepest nesting of JSON objects and arrays
 * @param maxJsonNumberLength most characters of a JSON number
 * @param maxJsonStringLength longest JSON string, in characters
 * @param maxJsonNameLength longest JSON field name, in characters
 * @param minReplyRate bytes per second a client must take while a reply waits for it
 * @param slowClientGrace how long a reply may wait for its client before the rate counts
 */
public record LimitsConfig(
    DataSize maxBodySize,
    Duration maxBodyTime,
    int maxJsonDepth,
    int maxJsonNumberLength,
    int maxJsonStringLength,
    int maxJsonNameLength,
    DataSize minReplyRate,
    Duration slowClientGrace) {

  /** Checks that every limit is positive. */
  public LimitsConfig {
    positive("maxBodySize", maxBodySize.toBytes());
    positive("maxBodyTime", maxBodyTime.toMilliseconds());
    positive("maxJsonDepth", maxJsonDepth);
    positive("maxJsonNumberLength", maxJsonNumberLength);
    positive("maxJsonStringLength", maxJsonStringLength);
    positive("maxJsonNameLength", maxJsonNameLength);
    positive("minReplyRate", minReplyRate.toBytes());
    positive("slowClientGrace", slowClientGrace.toMilliseconds());
  }

  /** The limits of an empty section. */
  public static LimitsConfig defaults() {
    return of(null, null, null, null, null, null, null, null);
  }

  /** Reads the section; what is absent takes its default. */
  @JsonCreator
  static LimitsConfig of(
      @JsonProperty("maxBodySize") @Nullable DataSize maxBodySize,
      @JsonProperty("maxBodyTime") @Nullable Duration maxBodyTime,
      @JsonProperty("maxJsonDepth") @Nullable Integer maxJsonDepth,
      @JsonProperty("maxJsonNumberLength") @Nullable Integer maxJsonNumberLength,
      @JsonProperty("maxJsonStringLength") @Nullable Integer maxJsonStringLength,
      @JsonProperty("maxJsonNameLength") @Nullable Integer maxJsonNameLength,
      @JsonProperty("minReplyRate") @Nullable DataSize minReplyRate,
      @JsonProperty("slowClientGrace") @Nullable Duration slowClientGrace) {
    return new LimitsConfig(
        orElse(maxBodySize, DataSize.kibibytes(256)),
        orElse(maxBodyTime, Duration.seconds(20)),
        orElse(maxJsonDepth, 32),
        orElse(maxJsonNumberLength, 100),
        orElse(maxJsonStringLength, 131_072),
        orElse(maxJsonNameLength, 200),
        orElse(minReplyRate, DataSize.bytes(256)),
        orElse(slowClientGrace, Duration.seconds(20)));
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("'" + value + "': limits." + name + " must be above 0");
    }
  }
}
