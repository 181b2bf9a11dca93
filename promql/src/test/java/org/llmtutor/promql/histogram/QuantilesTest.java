package org.llmtutor.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.promql.histogram.Quantiles.NanEffect;

class QuantilesTest {

  private static FloatHistogram of(String parts) {
    return HistogramNotation.parse("{{" + parts + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.1 | -Infinity",
        "0 | 1",
        "0.25 | 1.4142135623730951",
        "0.5 | 2",
        "0.75 | 2.8284271247461903",
        "1 | 4",
        "1.1 | Infinity",
        "NaN | NaN",
      })
  void interpolatesExponentially(double q, double expected) {
    assertThat(Quantiles.quantile(q, of("count:4 offset:1 buckets:[2 2]")))
        .isEqualTo(expected, within(1e-12));
    double mirrored = Quantiles.quantile(1 - q, of("count:4 n_offset:1 n_buckets:[2 2]"));
    assertThat(mirrored).isEqualTo(-expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count:4 z_bucket:4 z_bucket_w:1 | 0.75 | 0.5",
        // on one side only, the zero bucket ends at 0
        "count:8 z_bucket:4 z_bucket_w:1 offset:1 buckets:[4] | 0.25 | 0.5",
        "count:8 z_bucket:4 z_bucket_w:1 n_offset:1 n_buckets:[4] | 0.75 | -0.5",
        // custom buckets: from 0, linear, and no further than the last boundary
        "schema:-53 count:4 custom_values:[5 10] buckets:[2 1 1] | 0.25 | 2.5",
        "schema:-53 count:4 custom_values:[5 10] buckets:[2 1 1] | 0.625 | 7.5",
        "schema:-53 count:4 custom_values:[5 10] buckets:[2 1 1] | 0.99 | 10",
        "schema:-53 count:4 custom_values:[-5 10] buckets:[2 2] | 0.25 | -5",
        "count:0 | 0.5 | NaN",
      })
  void knowsZeroAndCustomBuckets(String histogram, double q, double expected) {
    assertThat(Quantiles.quantile(q, of(histogram))).isEqualTo(expected, within(1e-12));
  }

  @Test
  void tellsWhatNanObservationsDo() {
    FloatHistogram half = of("count:4 sum:NaN offset:1 buckets:[2]");
    assertThat(Quantiles.quantile(0.25, half)).isEqualTo(1.4142135623730951, within(1e-12));
    assertThat(Quantiles.nanEffect(0.25, half)).isEqualTo(NanEffect.SKEWED);
    assertThat(Quantiles.quantile(0.75, half)).isNaN();
    assertThat(Quantiles.nanEffect(0.75, half)).isEqualTo(NanEffect.RESULT);
    assertThat(Quantiles.nanEffect(0.75, of("count:2 sum:NaN buckets:[2]")))
        .isEqualTo(NanEffect.NONE);
    assertThat(Quantiles.fraction(0, 2, half)).isEqualTo(0.5);
    assertThat(Quantiles.hasNanObservations(half)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count:4 offset:1 buckets:[2 2] | 1 | 2 | 0.5",
        "count:4 offset:1 buckets:[2 2] | 1.4142135623730951 | 2.8284271247461903 | 0.5",
        "count:4 offset:1 buckets:[2 2] | -Infinity | 0.5 | 0",
        "count:4 offset:1 buckets:[2 2] | 0 | Infinity | 1",
        "count:4 n_offset:1 n_buckets:[2 2] | -2 | -1 | 0.5",
        "count:4 z_bucket:4 z_bucket_w:1 | 0 | 0.5 | 0.25",
        "count:8 z_bucket:4 z_bucket_w:1 offset:1 buckets:[4] | 0 | 0.5 | 0.25",
        "schema:-53 count:4 custom_values:[5 10] buckets:[2 1 1] | 0 | 7.5 | 0.625",
        "schema:-53 count:4 custom_values:[-5 -1] buckets:[2 1 1] | -9 | -3 | 0.125",
        "schema:-53 count:4 custom_values:[5 10] buckets:[2 1 1] | 12 | Infinity | 0.25",
        "schema:-53 count:4 custom_values:[5 10] buckets:[2 1 1] | 3 | 3 | 0",
        "count:0 | 0 | 1 | NaN",
        "count:1 buckets:[1] | NaN | 1 | NaN",
      })
  void tellsFractions(String histogram, double lower, double upper, double expected) {
    assertThat(Quantiles.fraction(lower, upper, of(histogram))).isEqualTo(expected, within(1e-12));
  }

  @Test
  void computesTheVarianceAroundTheMean() {
    // two at sqrt(2), two at -sqrt(2), mean 0
    assertThat(
            Quantiles.variance(of("count:4 sum:0 offset:1 buckets:[2] n_offset:1 n_buckets:[2]")))
        .isEqualTo(2, within(1e-12));
    // at 0, 0 and (5,10]'s middle 7.5; mean 2.5
    assertThat(
            Quantiles.variance(
                of("schema:-53 count:2 sum:5 custom_values:[5 10] offset:1" + " buckets:[2]")))
        .isEqualTo(25, within(1e-12));
    assertThat(Quantiles.variance(of("count:1 sum:0 z_bucket:1 z_bucket_w:1"))).isZero();
  }
}
