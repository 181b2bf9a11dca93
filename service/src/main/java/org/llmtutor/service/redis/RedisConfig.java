package org.llmtutor.service.redis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code redis}: what several instances share. Without {@code url} it is not in use.
 *
 * @param address where Redis is, from {@code url} and {@code password}; empty when not in use
 * @param timeout what a call may add to a request at most, waiting for a connection included
 * @param connectTimeout for a new connection, and for calls that no request waits for
 * @param probeInterval how often Redis is tried, in use or not
 * @param activeInterval how often active learners are told and counted
 * @param poolSize connections, and calls at once
 * @param maxWaiting calls that may wait for a connection; more go on without Redis
 * @param keyPrefix what all keys begin with; instances that share it share limits
 */
public record RedisConfig(
    Optional<RedisAddress> address,
    Duration timeout,
    Duration connectTimeout,
    Duration probeInterval,
    Duration activeInterval,
    int poolSize,
    int maxWaiting,
    String keyPrefix) {

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
  private static final long LONGEST_MILLIS = 600_000;

  /** Checks the bounds. */
  public RedisConfig {
    requireTime("timeout", timeout);
    requireTime("connectTimeout", connectTimeout);
    requireTime("probeInterval", probeInterval);
    requireTime("activeInterval", activeInterval);
    requireRange("poolSize", poolSize, 1_000);
    requireRange("maxWaiting", maxWaiting, 100_000);
    if (!PREFIX.matcher(keyPrefix).matches()) {
      throw new IllegalArgumentException(
          "redis.keyPrefix: needs 1 to 64 letters, digits, '.', '_', ':' or '-'");
    }
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static RedisConfig of(
      @JsonProperty("url") @Nullable String url,
      @JsonProperty("password") @Nullable String password,
      @JsonProperty("timeout") @Nullable Duration timeout,
      @JsonProperty("connectTimeout") @Nullable Duration connectTimeout,
      @JsonProperty("probeInterval") @Nullable Duration probeInterval,
      @JsonProperty("activeInterval") @Nullable Duration activeInterval,
      @JsonProperty("poolSize") @Nullable Integer poolSize,
      @JsonProperty("maxWaiting") @Nullable Integer maxWaiting,
      @JsonProperty("keyPrefix") @Nullable String keyPrefix) {
    String address = url == null ? "" : url.strip();
    return new RedisConfig(
        address.isEmpty()
            ? Optional.empty()
            : Optional.of(RedisAddress.parse(address, password == null ? "" : password)),
        timeout == null ? Duration.milliseconds(50) : timeout,
        connectTimeout == null ? Duration.seconds(1) : connectTimeout,
        probeInterval == null ? Duration.seconds(1) : probeInterval,
        activeInterval == null ? Duration.seconds(5) : activeInterval,
        poolSize == null ? 8 : poolSize,
        maxWaiting == null ? 256 : maxWaiting,
        keyPrefix == null ? "tutor" : keyPrefix);
  }

  /** The defaults: not in use. */
  public static RedisConfig defaults() {
    return of(null, null, null, null, null, null, null, null, null);
  }

  private static void requireTime(String name, Duration value) {
    if (value.toMilliseconds() < 1 || value.toMilliseconds() > LONGEST_MILLIS) {
      throw new IllegalArgumentException(
          "redis.%s: %s is out of range; use 1ms to 10m".formatted(name, value));
    }
  }

  private static void requireRange(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "redis.%s: %d is out of range; use 1 to %d".formatted(name, value, most));
    }
  }
}
