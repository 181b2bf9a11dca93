package org.llmtutor.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramSumTest {

  private final HistogramSum sum = new HistogramSum();
  private final HistogramMean mean = new HistogramMean();

  private static FloatHistogram of(String parts) {
    return HistogramNotation.parse("{{" + parts + "}}");
  }

  @Test
  void addsUp() {
    assertThat(sum.add(of("count:3 sum:5 buckets:[1 2]"))).isTrue();
    assertThat(sum.add(of("count:4 sum:6 offset:1 buckets:[4]"))).isTrue();
    assertThat(sum.add(of("count:1 sum:1 offset:-2 buckets:[1]"))).isTrue();
    assertThat(sum.sum()).isEqualTo(of("count:8 sum:12 offset:-2 buckets:[1 0 1 6]").compact());
    assertThat(sum.count()).isEqualTo(3);
  }

  @Test
  void keepsWhatRoundingWouldLose() {
    sum.add(of("count:1 sum:1e100 buckets:[1e100]"));
    sum.add(of("count:1 sum:1 buckets:[1]"));
    sum.add(of("count:1 sum:-1e100 buckets:[-1e100]"));
    assertThat(sum.sum()).isEqualTo(of("count:3 sum:1 buckets:[1]"));
  }

  @Test
  void reconcilesLayoutsOnTheWay() {
    sum.add(of("schema:1 count:3 offset:1 buckets:[1 2]"));
    sum.add(of("schema:0 count:4 z_bucket:1 z_bucket_w:0.25 offset:1 buckets:[3]"));
    sum.add(of("schema:2 count:4 offset:1 buckets:[1 1 1 1]"));
    assertThat(sum.sum())
        .isEqualTo(of("schema:0 count:11 z_bucket:1 z_bucket_w:0.25 offset:1 buckets:[10]"));
  }

  @Test
  void refusesOtherKindsOfBucketsAndStaysAsItWas() {
    sum.add(of("count:3 buckets:[3]"));
    assertThat(sum.add(of("schema:-53 count:1"))).isFalse();
    assertThat(sum.sum()).isEqualTo(of("count:3 buckets:[3]"));
  }

  @Test
  void tellsReconciledBoundariesAndConflictingHints() {
    sum.add(of("schema:-53 count:3 custom_values:[1 2] buckets:[1 2] counter_reset_hint:reset"));
    sum.add(of("schema:-53 count:3 custom_values:[1 2] buckets:[1 2]"));
    assertThat(sum.boundsReconciled()).isFalse();
    assertThat(sum.counterResetCollision()).isFalse();
    sum.add(of("schema:-53 count:1 custom_values:[2] buckets:[1] counter_reset_hint:not_reset"));
    assertThat(sum.boundsReconciled()).isTrue();
    assertThat(sum.counterResetCollision()).isTrue();
    assertThat(sum.sum()).isEqualTo(of("schema:-53 count:7 custom_values:[2] buckets:[7]"));
    sum.clear();
    sum.add(of("count:1"));
    assertThat(sum.sum()).isEqualTo(of("count:1"));
    assertThat(sum.boundsReconciled()).isFalse();
  }

  @Test
  void doesNotChangeWhatItAdds() {
    FloatHistogram first = of("count:3 buckets:[3]");
    sum.add(first);
    sum.add(of("count:4 buckets:[4]"));
    assertThat(first).isEqualTo(of("count:3 buckets:[3]"));
  }

  @Test
  void averages() {
    mean.add(of("count:4 sum:2 buckets:[4]"));
    mean.add(of("count:2 sum:4 buckets:[1 1]"));
    assertThat(mean.mean()).isEqualTo(of("count:3 sum:3 buckets:[2.5 0.5]"));
  }

  @Test
  void averagesWhatWouldOverflowAsASum() {
    mean.add(of("count:1 sum:1e308 buckets:[1]"));
    mean.add(of("count:1 sum:1.5e308 buckets:[1]"));
    mean.add(of("count:1 sum:1.7e308 buckets:[1]"));
    FloatHistogram result = mean.mean();
    assertThat(HistogramComparison.matches(of("count:1 sum:1.4e308 buckets:[1]"), result, false))
        .as("%s", result)
        .isTrue();
  }
}
