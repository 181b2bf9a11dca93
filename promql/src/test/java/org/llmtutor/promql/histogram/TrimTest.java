package org.llmtutor.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimTest {

  private static FloatHistogram of(String parts) {
    return HistogramNotation.parse("{{" + parts + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // nothing is cut: count and sum stay
        "count:4 sum:99 buckets:[1 2 1] | 4 | count:4 sum:99 buckets:[1 2 1]",
        "count:4 sum:99 buckets:[1 2 1] | Infinity | count:4 sum:99 buckets:[1 2 1]",
        // (0.5,1] and (1,2] stay, at their geometric middles
        "count:4 sum:99 buckets:[1 2 1] | 2 | count:3 sum:3.5355339059327378 buckets:[1 2]",
        // half of (1,4] on the logarithmic scale
        "schema:-1 count:2 offset:1 buckets:[2] | 2"
            + " | schema:-1 count:1 sum:1.4142135623730951 offset:1 buckets:[1]",
        "count:4 sum:99 buckets:[1 2 1] | -Infinity | count:0",
        // the mirror image
        "schema:-1 count:2 n_offset:1 n_buckets:[2] | -2"
            + " | schema:-1 count:1 sum:-2.8284271247461903 n_offset:1 n_buckets:[1]",
        // a zero bucket with positive buckets only starts at 0
        "count:4 z_bucket:4 z_bucket_w:1 offset:1 buckets:[1] | 0.5"
            + " | count:2 sum:0.5 z_bucket:2 z_bucket_w:1",
        "count:4 z_bucket:4 z_bucket_w:1 | 0.5 | count:3 sum:-0.75 z_bucket:3 z_bucket_w:1",
        // custom: (-Inf,5] from 0, (5,10] linearly, above 10 nobody knows
        "schema:-53 count:6 custom_values:[5 10] buckets:[1 2 3] | 7.5"
            + " | schema:-53 count:2 sum:8.75 custom_values:[5 10] buckets:[1 1]",
        "schema:-53 count:6 custom_values:[5 10] buckets:[1 2 3] | 2.5"
            + " | schema:-53 count:0.5 sum:0.625 custom_values:[5 10] buckets:[0.5]",
        "schema:-53 count:6 custom_values:[5 10] buckets:[1 2 3] | 20"
            + " | schema:-53 count:3 sum:17.5 custom_values:[5 10] buckets:[1 2]",
        "schema:-53 count:1 custom_values:[-5] buckets:[1] | -7"
            + " | schema:-53 count:1 custom_values:[-5] buckets:[1]",
      })
  void keepsWhatIsBelow(String histogram, double limit, String expected) {
    FloatHistogram below = of(histogram).below(limit);
    assertThat(HistogramComparison.matches(of(expected), below, false)).as("%s", below).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count:4 sum:99 buckets:[1 2 1] | 0.5 | count:4 sum:99 buckets:[1 2 1]",
        "count:4 sum:99 buckets:[1 2 1] | -Infinity | count:4 sum:99 buckets:[1 2 1]",
        "count:4 sum:99 buckets:[1 2 1] | 2 | count:1 sum:2.8284271247461903 offset:2 buckets:[1]",
        "schema:-1 count:2 offset:1 buckets:[2] | 2"
            + " | schema:-1 count:1 sum:2.8284271247461903 offset:1 buckets:[1]",
        "count:4 z_bucket:4 z_bucket_w:1 n_offset:1 n_buckets:[1] | -0.5"
            + " | count:2 sum:-0.5 z_bucket:2 z_bucket_w:1",
        "schema:-53 count:6 custom_values:[5 10] buckets:[1 2 3] | 7.5"
            + " | schema:-53 count:4 sum:38.75 custom_values:[5 10] offset:1 buckets:[1 3]",
        "schema:-53 count:6 custom_values:[5 10] buckets:[1 2 3] | 2.5"
            + " | schema:-53 count:5.5 sum:46.875 custom_values:[5 10] buckets:[0.5 2 3]",
        "schema:-53 count:6 custom_values:[5 10] buckets:[1 2 3] | 20"
            + " | schema:-53 count:3 sum:60 custom_values:[5 10] offset:2 buckets:[3]",
        "schema:-53 count:6 custom_values:[5 10] buckets:[1 2 3] | -1"
            + " | schema:-53 count:5 sum:45 custom_values:[5 10] offset:1 buckets:[2 3]",
      })
  void keepsWhatIsAbove(String histogram, double limit, String expected) {
    FloatHistogram above = of(histogram).above(limit);
    assertThat(HistogramComparison.matches(of(expected), above, false)).as("%s", above).isTrue();
  }
}
