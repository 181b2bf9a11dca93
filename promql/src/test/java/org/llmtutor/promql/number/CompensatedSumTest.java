package org.llmtutor.promql.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompensatedSumTest {

  @Test
  void keepsWhatPlainAdditionLoses() {
    assertThat(sum(1e100, 1, -1e100)).isEqualTo(1);
    assertThat(sum(1, 1e100, 1, -1e100)).isEqualTo(2);
    assertThat(sum(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)).isEqualTo(1);
  }

  @Test
  void leavesInfinitiesToPlainAddition() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(sum(inf, 1, 2)).isEqualTo(inf);
    assertThat(sum(1, -inf, 2)).isEqualTo(-inf);
    assertThat(sum(inf, -inf)).isNaN();
    assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(inf);
    assertThat(sum(Double.NaN, 1)).isNaN();
  }

  @Test
  void startsAnywhereAndStartsAnew() {
    CompensatedSum sum = new CompensatedSum(5);
    sum.add(1e100);
    assertThat(sum.plainSum()).isEqualTo(1e100);
    assertThat(sum.carriedError()).isEqualTo(5);
    sum.reset();
    assertThat(sum.value()).isZero();
  }

  private static double sum(double... values) {
    CompensatedSum sum = new CompensatedSum();
    for (double value : values) {
      sum.add(value);
    }
    return sum.value();
  }
}
