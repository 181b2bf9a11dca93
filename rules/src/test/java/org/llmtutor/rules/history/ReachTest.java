package org.llmtutor.rules.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.model.PromDuration;

class ReachTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          up                                               | 0s
          rate(a[5m])                                      | 5m
          rate(a[5m] offset 1w)                            | 1w5m
          a offset 1h - rate(b[2h])                        | 2h
          max_over_time(rate(a[5m])[1d:1m] offset 2d)      | 3d5m
          max_over_time(sum(a offset 1h)[1d:])             | 1d1h
          a offset -5m                                     | 0s
          a @ 1700000000 + rate(b[1m])                     | 1m
          vector(1)                                        | 0s
          """)
  void addsUpRangesAndOffsets(String expression, String reach) {
    assertThat(Reach.of(Promql.parse(expression)))
        .isEqualTo(PromDuration.parse(reach).toDuration());
  }
}
