package org.llmtutor.cli.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.cli.failure.CliException;

class DurationTextTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S, 250ms",
    "90s, PT1M30S, 1m30s",
    "1h30m, PT1H30M, 1h30m",
    "7d, PT168H, 7d",
    "2w, PT336H, 14d",
    "1d1s1ms, PT24H1.001S, 1d1s1ms"
  })
  void readsAndWritesDurations(String text, Duration duration, String written) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.format(duration)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "7x", "-7d", "0s", "1.5h", "1m1h", "7 d", "9999999999d"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("'" + text + "': not a duration");
  }

  @ParameterizedTest
  @CsvSource({
    "now, 2026-11-23T12:00:00Z",
    "-90m, 2026-11-23T10:30:00Z",
    "2026-11-23, 2026-11-23T00:00:00Z",
    "2026-11-23T09:30:00, 2026-11-23T09:30:00Z",
    "2026-11-23 09:30:00, 2026-11-23T09:30:00Z",
    "2026-11-23T09:30:00+01:00, 2026-11-23T08:30:00Z",
    "2026-11-23T09:30:00-01:00, 2026-11-23T10:30:00Z",
    "1763899200, 2025-11-23T12:00:00Z",
    "1763899200.25, 2025-11-23T12:00:00.250Z"
  })
  void readsPointsInTime(String text, Instant expected) {
    assertThat(InstantText.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2026-13-01", "12:00", "-soon", "2026-11-23T25:00:00Z"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> InstantText.parse(text, NOW)).isInstanceOf(CliException.class);
  }

  @Test
  void choosesUsualSteps() {
    assertThat(InstantText.step(Duration.ofHours(1), 250)).isEqualTo(Duration.ofSeconds(15));
    assertThat(InstantText.step(Duration.ofDays(1), 250)).isEqualTo(Duration.ofMinutes(10));
    assertThat(InstantText.step(Duration.ofDays(3650), 250)).isEqualTo(Duration.ofDays(15));
    assertThat(InstantText.step(Duration.ofMillis(5), 250)).isEqualTo(Duration.ofSeconds(1));
  }
}
