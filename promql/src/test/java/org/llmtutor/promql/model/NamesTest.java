package org.llmtutor.promql.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "Avalid_23name, true",
    "_Avalid_23name, true",
    "1valid_23name, false",
    "avalid_23name, true",
    "Ava:lid_23name, true",
    ":leading_colon, true",
    "a lid_23name, false",
    "a-b, false",
    "größe, false",
    "'', false",
  })
  void knowsClassicMetricNames(String name, boolean valid) {
    assertThat(MetricNames.isValid(name, NameScheme.CLASSIC)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "severity, true",
    "_x9, true",
    "9x, false",
    "a:b, false",
    "team-name, false",
    "'', false",
  })
  void knowsClassicLabelNames(String name, boolean valid) {
    assertThat(LabelNames.isValid(name, NameScheme.CLASSIC)).isEqualTo(valid);
  }

  @Test
  void takesAnyUnicodeTextSincePrometheus3() {
    assertThat(MetricNames.isValid("http.server.duration", NameScheme.UTF8)).isTrue();
    assertThat(LabelNames.isValid("größe 😀", NameScheme.UTF8)).isTrue();
    assertThat(LabelNames.isValid("", NameScheme.UTF8)).isFalse();
    assertThat(LabelNames.isValid("half\uD83D", NameScheme.UTF8)).isFalse();
    assertThat(LabelNames.isValid("half\uDE00x", NameScheme.UTF8)).isFalse();
  }

  @Test
  void keepsDoubleUnderscoresForPrometheus() {
    assertThat(LabelNames.isReserved("__address__")).isTrue();
    assertThat(LabelNames.isReserved("_address")).isFalse();
  }
}
