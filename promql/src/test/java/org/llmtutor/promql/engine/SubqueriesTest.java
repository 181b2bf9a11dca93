package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubqueriesTest {

  private final Stored stored = Stored.every(10, "m 0+1x200");

  @Test
  void evaluatesAtMultiplesOfItsStep() {
    assertThat(stored.ask(65, "m[30s:10s]")).containsExactly("m 4@40 5@50 6@60");
    assertThat(stored.ask(60, "m[30s:10s]")).containsExactly("m 4@40 5@50 6@60");
    assertThat(stored.ask(60, "m[30s:10s] offset 20s")).containsExactly("m 2@20 3@30 4@40");
    assertThat(stored.ask(60, "m[30s:10s] @ 100")).containsExactly("m 8@80 9@90 10@100");
  }

  @Test
  void takesTheDefaultStepWhenNoneIsWritten() {
    assertThat(stored.ask(185, "m[3m:]")).containsExactly("m 6@60 12@120 18@180");
  }

  @Test
  void givesWindowsToFunctions() {
    assertThat(stored.range(60, 120, 30, "sum_over_time(m[30s:10s])"))
        .containsExactly("{} 15 24 33");
    assertThat(stored.range(60, 120, 30, "sum_over_time(sum_over_time(m[20s:10s])[30s:10s])"))
        .containsExactly("{} 27 45 63");
  }

  @Test
  void pinsInnerSelectorsToTheQuery() {
    assertThat(stored.range(60, 120, 30, "sum_over_time((m @ start())[30s:10s])"))
        .containsExactly("{} 18 18 18");
    assertThat(stored.range(60, 120, 30, "sum_over_time(m[30s:10s] @ end())"))
        .containsExactly("{} 33 33 33");
  }

  @Test
  void worksBeforeTheEpoch() {
    assertThat(stored.ask(-5, "time()")).containsExactly("-5");
    assertThat(stored.ask(-5, "vector(1)[30s:10s]")).containsExactly("{} 1@-30 1@-20 1@-10");
  }

  @Test
  void refusesLengthsThatAreNotPositive() {
    assertThatThrownBy(() -> stored.ask(0, "m[5m - 5m]"))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith("duration must be greater than 0");
    assertThatThrownBy(() -> stored.ask(0, "m[5m / 0]")).hasMessageContaining("division by zero");
    assertThatThrownBy(() -> stored.ask(0, "m[step()]"))
        .hasMessageStartingWith("duration must be greater than 0");
  }

  @Test
  void computesLengthsOfTime() {
    assertThat(stored.range(60, 120, 30, "sum_over_time(m[step()])"))
        .containsExactly("{} 15 24 33");
    assertThat(stored.range(60, 120, 30, "m offset -(range() / 2)")).containsExactly("m 9 12 15");
    assertThat(stored.ask(60, "sum_over_time(m[min_of(30s, 1h) * 2 - 30])"))
        .containsExactly("{} 15");
  }
}
