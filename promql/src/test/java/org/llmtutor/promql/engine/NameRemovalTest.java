package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NameRemovalTest {

  private static final String COLLISION = "vector cannot contain metrics with the same labelset";

  private final Stored early = Stored.every(60, "a 1 stale", "b _ 2", "c 3 3");
  private final Stored late = Stored.every(60, "a 1 stale", "b _ 2", "c 3 3").removingNamesLate();

  @Test
  void removesNamesAtOnce() {
    assertThat(early.ask(0, "abs(a)")).containsExactly("{} 1");
    assertThat(early.ask(0, "sum by (__name__) (abs(a))")).containsExactly("{} 1");
  }

  @Test
  void removesNamesWhenTheQueryEnds() {
    assertThat(late.ask(0, "abs(a)")).containsExactly("{} 1");
    assertThat(late.ask(0, "sum by (__name__) (a)")).containsExactly("a 1");
    assertThat(late.ask(0, "sum by (__name__) (abs(a))")).containsExactly("{} 1");
    assertThat(late.ask(0, "count(sum by (__name__) (abs({__name__=~\"a|c\"})))"))
        .containsExactly("{} 2");
  }

  @Test
  void refusesSeriesThatCollideAtAStep() {
    assertThatThrownBy(() -> early.ask(0, "abs({__name__=~\"a|c\"})"))
        .hasMessageStartingWith(COLLISION);
    assertThatThrownBy(() -> late.ask(0, "abs({__name__=~\"a|c\"})"))
        .hasMessageStartingWith(COLLISION);
    assertThatThrownBy(() -> early.range(0, 60, 60, "-{__name__=~\"b|c\"}"))
        .hasMessageStartingWith(COLLISION);
  }

  @Test
  void joinsSeriesThatNeverMeet() {
    assertThat(early.range(0, 60, 60, "abs({__name__=~\"a|b\"})")).containsExactly("{} 1 2");
    assertThat(late.range(0, 60, 60, "abs({__name__=~\"a|b\"})")).containsExactly("{} 1 2");
    assertThat(early.range(0, 60, 60, "-{__name__=~\"a|b\"}")).containsExactly("{} -1 -2");
  }

  @Test
  void refusesRangesOfSeriesThatCollideAtDifferentSteps() {
    assertThatThrownBy(() -> early.range(0, 60, 60, "sum_over_time({__name__=~\"a|b\"}[30s])"))
        .hasMessageStartingWith(COLLISION);
    assertThat(late.range(0, 60, 60, "sum_over_time({__name__=~\"a|b\"}[30s])"))
        .containsExactly("{} 1 2");
  }

  @Test
  void keepsNamesWhereTheValueIsStillTheMetrics() {
    assertThat(early.ask(0, "last_over_time(a[1m])")).containsExactly("a 1");
    assertThat(late.ask(0, "last_over_time(a[1m])")).containsExactly("a 1");
    assertThat(late.ask(0, "a > 0")).containsExactly("a 1");
    assertThat(late.ask(0, "a > bool 0")).containsExactly("{} 1");
  }
}
