package org.llmtutor.service.history.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.promql.histogram.FloatHistogram;

/** Expectations are what Go's strconv and Prometheus' writer give. */
class SampleTextTest {

  private final SampleText text = new SampleText();

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "-15, -15",
    "0.1, 0.1",
    "1e-6, 0.000001",
    "9.9e-7, 9.9e-07",
    "-1e-7, -1e-07",
    "5e-324, 5e-324",
    "999999999999999, 999999999999999",
    "1e15, 1000000000000000",
    "9007199254740993, 9007199254740992",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "2e23, 2e+23",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf"
  })
  void aValueIsItsShortestText(double value, String expected) {
    assertThat(text.sample(1000, value)).isEqualTo("[1,\"" + expected + "\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 0.001, 0.001",
    "10, 0.010, 0.01",
    "1435781430781, 1435781430.781, 1435781430.781",
    "1500, 1.500, 1.5",
    "-1500, -1.500, -1.5",
    "10000, 10, 10"
  })
  void aTimeIsSecondsWithMilliseconds(long millis, String ofSample, String ofScalar) {
    assertThat(text.sample(millis, 1)).isEqualTo("[" + ofSample + ",\"1\"]");
    assertThat(text.scalar(millis, 1)).isEqualTo("[" + ofScalar + ",\"1\"]");
  }

  @Test
  void aHistogramWithoutObservationsHasNoBuckets() {
    assertThat(text.histogram(0, FloatHistogram.exponential(0).build()))
        .isEqualTo("[0,{\"count\":\"0\",\"sum\":\"0\"}]");
  }

  @Test
  void loneSurrogatesAreReplaced() {
    assertThat(PlainText.wellFormed("a\uD83D\uDE00\uDCFF\uD83D")).isEqualTo("a\uD83D\uDE00��");
    assertThat(PlainText.wellFormed("plain")).isEqualTo("plain");
  }

  @Test
  void longValuesAreCutInMessages() {
    assertThat(PlainText.quoted("a\"b\\")).isEqualTo("\"a\\\"b\\\\\"");
    assertThat(PlainText.quoted("x".repeat(61))).isEqualTo("\"" + "x".repeat(60) + "…\"");
  }
}
