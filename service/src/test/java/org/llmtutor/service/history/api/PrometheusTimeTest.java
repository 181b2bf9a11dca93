package org.llmtutor.service.history.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1.5, 1500",
    "1435781430.7814, 1435781430781",
    "1435781430.7816, 1435781430782",
    "-1, -1000",
    "1.4e9, 1400000000000",
    "2015-07-01T20:10:30.781Z, 1435781430781",
    "2015-07-01T22:10:30.781+02:00, 1435781430781"
  })
  void aTimeIsSecondsOrRfc3339(String text, long millis) {
    assertThat(PrometheusTime.instant(text).orElseThrow().toEpochMilli()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "1 ", "now", "NaN", "Inf", "1d", "0x10", "1e50", "2015-07-01", "1_000"})
  void anythingElseIsNoTime(String text) {
    assertThat(PrometheusTime.instant(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000",
    "0.5, 500",
    "-2, -2000",
    "1m30s, 90000",
    "0.0001, 0",
    "1e3, 1000000"
  })
  void aLengthIsSecondsOrPrometheusForm(String text, long millis) {
    assertThat(PrometheusTime.duration(text).orElseThrow().toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1x", "1s1m", "NaN", "-1m", "9223372037", "1e50", "300y"})
  void anythingElseIsNoLength(String text) {
    assertThat(PrometheusTime.duration(text)).isEmpty();
  }
}
