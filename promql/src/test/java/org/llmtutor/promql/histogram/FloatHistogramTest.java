package org.llmtutor.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatHistogramTest {

  private static FloatHistogram of(String parts) {
    return HistogramNotation.parse("{{" + parts + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the same layout
        "count:3 sum:4 buckets:[1 2] | count:5 sum:6 buckets:[2 3]"
            + " | count:8 sum:10 buckets:[3 5]",
        // buckets that one side lacks
        "count:2 buckets:[2] | count:3 offset:2 buckets:[3] | count:5 buckets:[2 0 3]",
        "count:2 offset:-1 buckets:[2] | count:3 n_buckets:[3]"
            + " | count:5 offset:-1 buckets:[2] n_buckets:[3]",
        // resolution: at schema 1 indices 1 and 2 make index 1 of schema 0
        "schema:1 count:10 offset:1 buckets:[1 2 3 4] | schema:0 count:1 offset:1 buckets:[1]"
            + " | schema:0 count:11 offset:1 buckets:[4 7]",
        // zero bucket 1 wide swallows (0.5,1]
        "count:6 z_bucket:1 z_bucket_w:1 offset:1 buckets:[5] | count:7 buckets:[3 4]"
            + " | count:13 z_bucket:4 z_bucket_w:1 offset:1 buckets:[9]",
        // the other way round
        "count:7 buckets:[3 4] | count:6 z_bucket:1 z_bucket_w:1 offset:1 buckets:[5]"
            + " | count:13 z_bucket:4 z_bucket_w:1 offset:1 buckets:[9]",
        // 0.75 is inside (0.5,1], which has observations: the zero bucket grows to 1
        "count:3 z_bucket:1 z_bucket_w:0.75 n_offset:1 n_buckets:[2] | count:7 buckets:[3 4]"
            + " | count:10 z_bucket:4 z_bucket_w:1 offset:1 buckets:[4] n_offset:1 n_buckets:[2]",
        // growing for a negative bucket swallows positive ones too
        "count:1 z_bucket:1 z_bucket_w:0.75 | count:9 buckets:[2 3] n_buckets:[4]"
            + " | count:10 z_bucket:7 z_bucket_w:1 offset:1 buckets:[3]",
        // custom boundaries in common: 2 and 8; 4 rolls up into 8, 6 too
        "schema:-53 count:10 custom_values:[2 4 8] buckets:[1 2 3 4]"
            + " | schema:-53 count:15 custom_values:[2 6 8] buckets:[1 2 4 8]"
            + " | schema:-53 count:25 custom_values:[2 8] buckets:[2 11 12]",
        // none in common: everything is above
        "schema:-53 count:3 custom_values:[1] buckets:[1 2]"
            + " | schema:-53 count:4 custom_values:[5 10] buckets:[3 1]"
            + " | schema:-53 count:7 buckets:[7]",
      })
  void addsAfterReconcilingLayouts(String left, String right, String sum) {
    assertThat(of(left).plus(of(right)).compact()).isEqualTo(of(sum).compact());
  }

  @Test
  void subtractsBucketByBucket() {
    FloatHistogram difference =
        of("count:5 sum:9 buckets:[2 3]").minus(of("count:4 sum:4 offset:1 buckets:[3 1]"));
    assertThat(difference).isEqualTo(of("count:1 sum:5 buckets:[2 0 -1]"));
    assertThat(difference.compact().positive())
        .isEqualTo(Buckets.of(new int[] {0, 2}, new double[] {2, -1}));
  }

  @Test
  void refusesToMixExponentialAndCustomBuckets() {
    assertThatThrownBy(() -> of("count:1").plus(of("schema:-53 count:1")))
        .isInstanceOf(IncompatibleHistogramsException.class);
    assertThat(of("count:1").compatibleWith(of("schema:-53"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "gauge, reset, gauge, false",
    "not_reset, gauge, gauge, false",
    "unknown, reset, unknown, false",
    "not_reset, unknown, unknown, false",
    "reset, reset, reset, false",
    "reset, not_reset, unknown, true",
  })
  void combinesHints(String left, String right, String combined, boolean collision) {
    Combination sum =
        Combination.sum(
            of("count:1 counter_reset_hint:" + left), of("counter_reset_hint:" + right));
    assertThat(sum.histogram().counterResetHint().text()).isEqualTo(combined);
    assertThat(sum.counterResetCollision()).isEqualTo(collision);
  }

  @Test
  void tellsWhenBoundariesWereReconciled() {
    FloatHistogram histogram = of("schema:-53 count:1 custom_values:[1] buckets:[1]");
    assertThat(Combination.sum(histogram, histogram).boundsReconciled()).isFalse();
    assertThat(Combination.sum(histogram, of("schema:-53 custom_values:[2]")).boundsReconciled())
        .isTrue();
  }

  @Test
  void scales() {
    FloatHistogram histogram = of("count:4 sum:8 z_bucket:2 z_bucket_w:0.1 buckets:[2]");
    assertThat(histogram.times(0.5))
        .isEqualTo(of("count:2 sum:4 z_bucket:1 z_bucket_w:0.1 buckets:[1]"));
    assertThat(histogram.dividedBy(4))
        .isEqualTo(of("count:1 sum:2 z_bucket:0.5 z_bucket_w:0.1 buckets:[0.5]"));
    assertThat(histogram.negated().counterResetHint()).isEqualTo(CounterResetHint.GAUGE);
    assertThat(histogram.dividedBy(-1).counterResetHint()).isEqualTo(CounterResetHint.GAUGE);
  }

  @Test
  void losesItsBucketsWhenDividedByZero() {
    assertThat(of("count:4 sum:-8 z_bucket:2 buckets:[2]").dividedBy(0))
        .isEqualTo(of("count:Inf sum:-Inf z_bucket:Inf"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count:4 buckets:[1 3] | count:4 buckets:[1 3] | false",
        "count:4 buckets:[1 3] | count:3 buckets:[1 2] | true",
        "count:4 buckets:[1 3] | count:5 buckets:[0 5] | true",
        "count:4 buckets:[1 3] | count:5 offset:1 buckets:[5] | true",
        "count:3 buckets:[0 3] | count:5 offset:1 buckets:[5] | false",
        "count:4 z_bucket:2 | count:5 z_bucket:1 buckets:[4] | true",
        "count:4 n_buckets:[4] | count:5 n_buckets:[3 2] | true",
        // a wider zero bucket must not count less than what it swallowed
        "count:4 buckets:[2 2] | count:4 z_bucket:2 z_bucket_w:1 offset:1 buckets:[2] | false",
        "count:4 buckets:[2 2] | count:5 z_bucket:1 z_bucket_w:1 offset:1 buckets:[4] | true",
        "count:4 buckets:[2 2] | count:4 z_bucket:2 z_bucket_w:0.7 offset:1 buckets:[2] | true",
        "count:4 z_bucket_w:1 | count:9 z_bucket_w:0.5 | true",
        // resolution may go down, not up
        "schema:1 count:4 offset:1 buckets:[2 2] | schema:0 count:4 offset:1 buckets:[4] | false",
        "schema:1 count:4 offset:1 buckets:[2 2] | schema:0 count:4 offset:1 buckets:[3 1] | true",
        "schema:0 count:4 | schema:1 count:4 | true",
        // custom boundaries
        "count:1 | schema:-53 count:1 | true",
        "schema:-53 count:1 | count:1 | true",
        "schema:-53 count:3 custom_values:[1 2] buckets:[1 2]"
            + " | schema:-53 count:3 custom_values:[2] buckets:[3] | false",
        "schema:-53 count:3 custom_values:[1 2] buckets:[1 2]"
            + " | schema:-53 count:4 custom_values:[2] buckets:[2 2] | true",
        // the hint decides
        "count:9 | count:1 counter_reset_hint:not_reset | false",
        "count:1 | count:9 counter_reset_hint:reset | true",
        "count:9 | count:1 counter_reset_hint:gauge | true",
      })
  void detectsResets(String before, String now, boolean reset) {
    assertThat(of(now).detectReset(of(before))).isEqualTo(reset);
  }

  @Test
  void isEqualBitByBitWhateverTheHint() {
    FloatHistogram histogram = of("count:1 sum:NaN buckets:[1]");
    assertThat(histogram)
        .isEqualTo(of("count:1 sum:NaN buckets:[1] counter_reset_hint:gauge"))
        .hasSameHashCodeAs(of("count:1 sum:NaN buckets:[1]"))
        .isNotEqualTo(of("count:1 sum:NaN buckets:[1 0]"))
        .isNotEqualTo(of("count:1 sum:NaN offset:1 buckets:[1]"))
        .isNotEqualTo(of("count:1 buckets:[1]"));
  }

  @Test
  void countsItsBytesAsPrometheusDoes() {
    assertThat(of("count:1").size()).isEqualTo(168);
    // two spans of 8 bytes, three buckets of 8 bytes
    FloatHistogram gap = of("count:3 buckets:[1 0 1] n_buckets:[1]").compact();
    assertThat(gap.size()).isEqualTo(168 + 3 * 8 + 3 * 8);
  }

  @Test
  void knowsTheBoundariesOfEverySchema() {
    assertThat(ExponentialBounds.upper(0, 0)).isEqualTo(1);
    assertThat(ExponentialBounds.upper(3, 0)).isEqualTo(8);
    assertThat(ExponentialBounds.upper(-2, 1)).isEqualTo(0.5);
    assertThat(ExponentialBounds.upper(1, 1)).isEqualTo(1.414213562373095);
    assertThat(ExponentialBounds.upper(-1, 1)).isEqualTo(0.7071067811865475);
    assertThat(ExponentialBounds.upper(1, -2)).isEqualTo(16);
    assertThat(ExponentialBounds.upper(-1, -4)).isEqualTo(Math.pow(2, -16));
    assertThat(ExponentialBounds.upper(1024, 0)).isEqualTo(Double.MAX_VALUE);
    assertThat(ExponentialBounds.upper(1025, 0)).isInfinite();
    for (int i = 0; i < 256; i++) {
      assertThat(ExponentialBounds.upper(i, 8)).isCloseTo(Math.pow(2, i / 256d), within(1e-14));
    }
  }

  @Test
  void listsItsBucketsInOrder() {
    FloatHistogram histogram = of("count:6 z_bucket:1 z_bucket_w:0.6 buckets:[2] n_buckets:[1 2]");
    assertThat(histogram.buckets())
        .containsExactly(
            new Bucket(-2, -1, true, false, 2),
            new Bucket(-1, -0.6, true, false, 1),
            new Bucket(-0.6, 0.6, true, true, 1),
            new Bucket(0.6, 1, false, true, 2));
  }
}
