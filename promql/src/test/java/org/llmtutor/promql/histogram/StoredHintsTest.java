package org.llmtutor.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredHintsTest {

  private final StoredHints hints = new StoredHints();

  private CounterResetHint next(String parts) {
    return hints.next(HistogramNotation.parse("{{" + parts + "}}")).counterResetHint();
  }

  @Test
  void trustsAllButTheFirstOfAChunk() {
    assertThat(next("count:1 counter_reset_hint:not_reset")).isEqualTo(CounterResetHint.UNKNOWN);
    assertThat(next("count:2")).isEqualTo(CounterResetHint.NOT_RESET);
    assertThat(next("count:1")).isEqualTo(CounterResetHint.UNKNOWN);
    assertThat(next("count:2 counter_reset_hint:reset")).isEqualTo(CounterResetHint.UNKNOWN);
    assertThat(next("count:3")).isEqualTo(CounterResetHint.NOT_RESET);
    assertThat(next("schema:1 count:4")).isEqualTo(CounterResetHint.UNKNOWN);
    hints.interrupt();
    assertThat(next("schema:1 count:5")).isEqualTo(CounterResetHint.UNKNOWN);
  }

  @Test
  void leavesGaugesGauges() {
    assertThat(next("count:1 counter_reset_hint:gauge")).isEqualTo(CounterResetHint.GAUGE);
    assertThat(next("count:2")).isEqualTo(CounterResetHint.UNKNOWN);
    assertThat(next("count:2 counter_reset_hint:gauge")).isEqualTo(CounterResetHint.GAUGE);
  }
}
