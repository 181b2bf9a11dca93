package org.llmtutor.promql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketQuantileTest {

  private static final double INF = Double.POSITIVE_INFINITY;

  private final BucketQuantile buckets = new BucketQuantile(8);

  private BucketQuantile with(double... boundsAndCounts) {
    buckets.clear();
    for (int i = 0; i < boundsAndCounts.length; i += 2) {
      buckets.add(boundsAndCounts[i], boundsAndCounts[i + 1]);
    }
    return buckets;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.25, 1",
    "0.5, 2",
    "0.625, 3",
    "0.75, 4",
    "0.99, 4",
    "1, 4",
    "-0.1, -Infinity",
    "1.1, Infinity",
    "NaN, NaN"
  })
  void interpolatesLinearlyUpToTheLastBoundary(double q, double expected) {
    assertThat(with(2, 4, 4, 6, INF, 8).quantile(q)).isEqualTo(expected, within(1e-12));
    assertThat(buckets.forced()).isFalse();
  }

  @Test
  void doesNotInterpolateBelowZero() {
    assertThat(with(-2, 4, 4, 6, INF, 8).quantile(0.25)).isEqualTo(-2);
    assertThat(with(-2, 4, 4, 8, INF, 8).quantile(0.75)).isEqualTo(1);
  }

  @Test
  void needsTheLastBoundaryAndObservations() {
    assertThat(with(1, 4, 2, 8).quantile(0.5)).isNaN();
    assertThat(with(INF, 8).quantile(0.5)).isNaN();
    assertThat(with(1, 0, INF, 0).quantile(0.5)).isNaN();
  }

  @Test
  void addsBucketsOfTheSameBoundaryUp() {
    assertThat(with(1, 1, 1, 1, INF, 4).quantile(0.25)).isEqualTo(0.5);
  }

  @Test
  void liftsCountsThatFall() {
    assertThat(with(1, 4, 2, 3, 4, 8, 8, 6, INF, 8).quantile(0.75)).isEqualTo(3);
    assertThat(buckets.forced()).isTrue();
    assertThat(buckets.lowestForced()).isEqualTo(2);
    assertThat(buckets.highestForced()).isEqualTo(8);
    assertThat(buckets.greatestDrop()).isEqualTo(2);
  }

  @Test
  void takesTinyDifferencesForRounding() {
    assertThat(with(1, 4, 2, 4 - 1e-13, INF, 4 + 1e-13).quantile(1)).isEqualTo(1);
    assertThat(buckets.forced()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 0.5",
    "1, 3, 0.375",
    "-Infinity, 4, 0.75",
    "5, Infinity, 0.25",
    "5, 6, 0",
    "3, 3, 0",
    "3, 1, 0",
    "NaN, 1, NaN"
  })
  void tellsFractions(double lower, double upper, double expected) {
    assertThat(with(2, 4, 4, 6, INF, 8).fraction(lower, upper)).isEqualTo(expected, within(1e-12));
  }

  @Test
  void tellsFractionsBelowZero() {
    assertThat(with(-3, 10, -2, 12, -1, 15, INF, 100).fraction(-4, -2)).isEqualTo(0.02);
    assertThat(buckets.fraction(Double.NEGATIVE_INFINITY, -1.5)).isEqualTo(0.135);
  }
}
