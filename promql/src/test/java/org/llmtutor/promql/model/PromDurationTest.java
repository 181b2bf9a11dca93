package org.llmtutor.promql.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.promql.PromqlException;

class PromDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0s, 0",
    "0w, 0",
    "1ms, 1",
    "324ms, 324",
    "3s, 3000",
    "5m, 300000",
    "1h, 3600000",
    "4d, 345600000",
    "4d1h, 349200000",
    "14d, 1209600000",
    "3w, 1814400000",
    "10y, 315360000000",
    "1h30m, 5400000",
    "1y2w3d4h5m6s7ms, 33019506007",
    "007s, 7000",
  })
  void readsWhatPrometheusReads(String text, long millis) {
    assertThat(PromDuration.parse(text).millis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.5h",
        "-1s",
        "+1s",
        "1 h",
        "1h ",
        "1m1h",
        "1h1h",
        "1ms1s",
        "h",
        "1H",
        "1hm",
        "5min",
        "1d1y",
        "00",
        "١s",
        "294y",
        "200y200y",
        "99999999999999999999s",
        "9223372036854775807w"
      })
  void rejectsWhatPrometheusRejects(String text) {
    assertThatThrownBy(() -> PromDuration.parse(text))
        .isInstanceOf(PromqlException.class)
        .hasMessageStartingWith("'" + text + "': ");
  }

  @Test
  void saysWhatIsWrongWithTheOrder() {
    assertThatThrownBy(() -> PromDuration.parse("30m1h"))
        .hasMessage(
            "'30m1h': h after m, but larger units come first; use forms such as 30s, 5m or 1h30m");
    assertThatThrownBy(() -> PromDuration.parse("1h2h")).hasMessageContaining("h stands twice");
    assertThatThrownBy(() -> PromDuration.parse("")).hasMessageContaining("an empty duration");
    assertThatThrownBy(() -> PromDuration.parse("5min")).hasMessageContaining("unit 'min'");
    assertThatThrownBy(() -> PromDuration.parse("90")).hasMessageContaining("without a unit: 90");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1500ms, 1s500ms",
    "90m, 1h30m",
    "90d, 90d",
    "14d, 2w",
    "730d, 2y",
    "8d, 8d",
    "371d, 53w",
    "24h, 1d",
    "400d, 400d",
  })
  void writesTheCanonicalForm(String text, String canonical) {
    assertThat(PromDuration.parse(text)).hasToString(canonical);
    assertThat(PromDuration.parse(canonical)).isEqualTo(PromDuration.parse(text));
  }

  @Test
  void holdsUpToTheEndOfPrometheusRangeAndNoNegativeLength() {
    assertThat(PromDuration.parse("292y").toDuration()).isEqualTo(Duration.ofDays(292L * 365));
    assertThatThrownBy(() -> new PromDuration(-1)).isInstanceOf(PromqlException.class);
    assertThat(PromDuration.parse("1m")).isLessThan(PromDuration.parse("61s"));
  }
}
