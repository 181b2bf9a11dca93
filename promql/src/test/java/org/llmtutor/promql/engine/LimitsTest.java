package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final EngineOptions DEFAULTS = EngineOptions.DEFAULTS;

  @Test
  void holdsNoMoreSamplesThanAllowed() {
    Stored stored = Stored.many(10, 100).with(DEFAULTS.withMaxSamples(50));
    assertThat(stored.range(0, 4, 1, "many")).hasSize(10);
    assertThatThrownBy(() -> stored.range(0, 5, 1, "many"))
        .isInstanceOf(LimitException.class)
        .hasMessageStartingWith(
            "query processing would load too many samples into memory in query execution");
    assertThatThrownBy(() -> stored.ask(99, "sum(count_over_time(many[99s]))"))
        .isInstanceOf(LimitException.class);
  }

  @Test
  void selectsNoMoreSeriesThanAllowed() {
    Stored stored = Stored.many(10, 1).with(DEFAULTS.withMaxSeries(15));
    assertThat(stored.ask(0, "many")).hasSize(10);
    assertThatThrownBy(() -> stored.ask(0, "many + many"))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("too many series: more than 15");
  }

  @Test
  void takesNoMoreStepsThanAllowed() {
    Stored stored = Stored.many(1, 1);
    assertThat(stored.range(0, 10_999, 1, "vector(1)")).hasSize(1);
    assertThatThrownBy(() -> stored.range(0, 11_000, 1, "vector(1)"))
        .isInstanceOf(LimitException.class)
        .hasMessageStartingWith("exceeded maximum resolution of 11000 points per timeseries");
    assertThatThrownBy(() -> stored.range(0, 1, 0, "vector(1)"))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith("zero or negative query resolution step widths are not accepted");
    assertThat(stored.range(1, 0, 1, "vector(1)")).isEmpty();
  }

  @Test
  void refusesSubqueriesWithTooManySteps() {
    assertThatThrownBy(() -> Stored.many(1, 1).ask(0, "count_over_time(vector(1)[200y:1ms])"))
        .isInstanceOf(LimitException.class);
  }

  @Test
  void stopsWhenTimeIsOver() {
    Stored stored = Stored.many(2000, 2).with(DEFAULTS.withTimeout(Duration.ofMillis(1)));
    String slow = "sum(many)" + " + sum(many)".repeat(150);
    assertThatThrownBy(() -> stored.range(0, 1000, 1, slow))
        .isInstanceOf(LimitException.class)
        .hasMessageStartingWith("query timed out in expression evaluation");
  }

  @Test
  void stopsWhenCancelled() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    assertThatThrownBy(() -> Stored.many(1, 1).with(cancellation).ask(0, "many"))
        .isInstanceOf(CancelledException.class)
        .hasMessageStartingWith("query was canceled");
  }

  @Test
  void evaluatesVeryDeepExpressions() {
    Stored stored = Stored.every(60, "m 1 2");
    String parentheses = "(".repeat(20_000) + "m" + ")".repeat(20_000);
    assertThat(stored.ask(0, parentheses)).containsExactly("m 1");
    assertThat(stored.ask(0, "m" + " + 1".repeat(20_000))).containsExactly("{} 20001");
    assertThat(stored.range(0, 60, 60, "-".repeat(20_000) + "m")).containsExactly("{} 1 2");
    assertThat(stored.ask(0, "abs(".repeat(10_000) + "m" + ")".repeat(10_000)))
        .containsExactly("{} 1");
  }

  @Test
  void survivesAbsurdTimes() {
    Stored stored = Stored.every(60, "m 1 2");
    assertThat(stored.ask(0, "m offset 200y")).isEmpty();
    assertThat(stored.ask(0, "m offset -290y or vector(1)")).containsExactly("{} 1");
    assertThat(stored.ask(0, "m @ 9223372036854775 or vector(1)")).containsExactly("{} 1");
    assertThat(stored.ask(Long.MAX_VALUE / 1_000_000, "sum_over_time(m[200y])")).isEmpty();
  }
}
