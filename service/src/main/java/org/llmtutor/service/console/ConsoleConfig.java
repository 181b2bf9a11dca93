package org.llmtutor.service.console;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.account.SessionLimits;

/**
 * The {@code console} section.
 *
 * @param enabled whether {@code /console} is there at all, and browsers' sessions count
 * @param sessionLifetime how long a log-in lasts, however much it is used
 * @param maxSessions log-ins at once; a further one ends the oldest
 * @param attemptsPerMinute wrong tokens that one address may send a minute
 * @param maxAddresses addresses whose attempts are counted at most
 * @param recentErrors failures that are kept for the page at most
 * @param sentryTestsPerMinute test reports that operators may send a minute
 * @param sentryTestDeadline how long a test report may take to arrive
 */
public record ConsoleConfig(
    boolean enabled,
    Duration sessionLifetime,
    int maxSessions,
    int attemptsPerMinute,
    int maxAddresses,
    int recentErrors,
    int sentryTestsPerMinute,
    Duration sentryTestDeadline) {

  private static final int MOST_ERRORS = 10_000;

  /** Checks the bounds. */
  public ConsoleConfig {
    require(
        sessionLifetime.toSeconds() >= 1,
        "sessionLifetime: '%s' is too short; use 12h",
        sessionLifetime);
    require(maxSessions >= 1, "maxSessions: '%s' must be above 0", maxSessions);
    require(attemptsPerMinute >= 1, "attemptsPerMinute: '%s' must be above 0", attemptsPerMinute);
    require(maxAddresses >= 1, "maxAddresses: '%s' must be above 0", maxAddresses);
    require(
        recentErrors >= 1 && recentErrors <= MOST_ERRORS,
        "recentErrors: '%s' is not from 1 to 10000",
        recentErrors);
    require(
        sentryTestsPerMinute >= 1,
        "sentryTestsPerMinute: '%s' must be above 0",
        sentryTestsPerMinute);
    long millis = sentryTestDeadline.toMilliseconds();
    require(
        millis >= 1 && millis <= 30_000,
        "sentryTestDeadline: '%s' is not above 0 and up to 30s",
        sentryTestDeadline);
  }

  /** The values of an empty section. */
  public static ConsoleConfig defaults() {
    return of(null, null, null, null, null, null, null, null);
  }

  /** Reads the section; what is absent takes its default. */
  @JsonCreator
  static ConsoleConfig of(
      @JsonProperty("enabled") @Nullable String enabled,
      @JsonProperty("sessionLifetime") @Nullable Duration sessionLifetime,
      @JsonProperty("maxSessions") @Nullable Integer maxSessions,
      @JsonProperty("attemptsPerMinute") @Nullable Integer attemptsPerMinute,
      @JsonProperty("maxAddresses") @Nullable Integer maxAddresses,
      @JsonProperty("recentErrors") @Nullable Integer recentErrors,
      @JsonProperty("sentryTestsPerMinute") @Nullable Integer sentryTestsPerMinute,
      @JsonProperty("sentryTestDeadline") @Nullable Duration sentryTestDeadline) {
    return new ConsoleConfig(
        isOn(enabled),
        sessionLifetime == null ? Duration.hours(12) : sessionLifetime,
        maxSessions == null ? 100 : maxSessions,
        attemptsPerMinute == null ? 10 : attemptsPerMinute,
        maxAddresses == null ? 10_000 : maxAddresses,
        recentErrors == null ? 100 : recentErrors,
        sentryTestsPerMinute == null ? 6 : sentryTestsPerMinute,
        sentryTestDeadline == null ? Duration.seconds(3) : sentryTestDeadline);
  }

  /** What log-ins may take. */
  public SessionLimits sessions() {
    return new SessionLimits(
        sessionLifetime.toJavaDuration(), maxSessions, attemptsPerMinute, maxAddresses);
  }

  private static boolean isOn(@Nullable String word) {
    return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
      case "", "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              "'" + word + "': not a switch for console.enabled; use true or false");
    };
  }

  private static void require(boolean holds, String problem, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("console." + problem.formatted(value));
    }
  }
}
