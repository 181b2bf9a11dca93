package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BinaryOperatorsTest {

  private final Stored stored =
      Stored.every(
          60,
          "a{i=\"1\"} 1 2 3",
          "a{i=\"2\"} 4 5 6",
          "b{i=\"1\"} 10 20 30",
          "b{i=\"3\"} 70 80 90",
          "many{i=\"1\",x=\"p\"} 1 2 3",
          "many{i=\"1\",x=\"q\"} 4 5 6",
          "info{i=\"1\",v=\"9\"} 1 1 1",
          "early{i=\"1\",t=\"e\"} 1 stale",
          "early{i=\"1\",t=\"l\"} _ 2 2");

  @Test
  void computesBetweenVectorsAndNumbers() {
    assertThat(stored.ask(60, "a * 2")).containsExactly("{i=\"1\"} 4", "{i=\"2\"} 10");
    assertThat(stored.ask(60, "2 ^ a")).containsExactly("{i=\"1\"} 4", "{i=\"2\"} 32");
    assertThat(stored.ask(60, "-a % 2")).containsExactly("{i=\"1\"} -0", "{i=\"2\"} -1");
    assertThat(stored.ask(0, "1 ^ NaN")).containsExactly("1");
    assertThat(stored.ask(0, "-1 % 0")).containsExactly("NaN");
    assertThat(stored.ask(0, "1 atan2 -1")).containsExactly("2.356194490192345");
  }

  @Test
  void comparesWithNumbers() {
    assertThat(stored.ask(60, "a > 2")).containsExactly("a{i=\"2\"} 5");
    assertThat(stored.ask(60, "2 < a")).containsExactly("a{i=\"2\"} 5");
    assertThat(stored.ask(60, "a > bool 2")).containsExactly("{i=\"1\"} 0", "{i=\"2\"} 1");
    assertThat(stored.ask(60, "1 == bool 1")).containsExactly("1");
    assertThat(stored.range(0, 120, 60, "a != 2")).contains("a{i=\"1\"} 1 _ 3");
  }

  @Test
  void matchesSeriesOneToOne() {
    assertThat(stored.range(0, 120, 60, "a + b")).containsExactly("{i=\"1\"} 11 22 33");
    assertThat(stored.ask(0, "a < b")).containsExactly("a{i=\"1\"} 1");
    assertThat(stored.ask(0, "a < bool b")).containsExactly("{i=\"1\"} 1");
    assertThat(stored.ask(0, "a > b")).isEmpty();
  }

  @Test
  void matchesManyToOne() {
    assertThat(stored.ask(60, "many * on (i) group_left (v) info"))
        .containsExactly("{i=\"1\", v=\"9\", x=\"p\"} 2", "{i=\"1\", v=\"9\", x=\"q\"} 5");
    assertThat(stored.ask(60, "info / ignoring (v, x) group_right many"))
        .containsExactly("{i=\"1\", x=\"p\"} 0.5", "{i=\"1\", x=\"q\"} 0.2");
    assertThat(stored.ask(60, "many > on (i) group_left info"))
        .containsExactly("many{i=\"1\", x=\"p\"} 2", "many{i=\"1\", x=\"q\"} 5");
    assertThat(stored.ask(60, "info < on (i) group_right many"))
        .containsExactly("many{i=\"1\", x=\"p\"} 1", "many{i=\"1\", x=\"q\"} 1");
  }

  @Test
  void refusesManyToManyMatches() {
    assertThatThrownBy(() -> stored.ask(60, "info * on (i) many"))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith(
            "found duplicate series for the match group {i=\"1\"} on the right hand-side of the"
                + " operation: [{__name__=\"many\", i=\"1\", x=\"p\"},"
                + " {__name__=\"many\", i=\"1\", x=\"q\"}];many-to-many matching not allowed: matching labels must be unique on one side");
    assertThatThrownBy(() -> stored.ask(60, "many * on (i) info"))
        .hasMessageStartingWith(
            "multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
    assertThatThrownBy(() -> stored.ask(60, "many * on (i) group_left (x) info"))
        .hasMessageStartingWith(
            "multiple matches for labels: grouping labels must ensure unique matches");
  }

  @Test
  void letsSeriesShareMatchLabelsAtDifferentSteps() {
    assertThat(stored.range(0, 120, 60, "a * on (i) early")).containsExactly("{i=\"1\"} 1 4 6");
    assertThat(stored.range(0, 120, 60, "early * on (i) b")).containsExactly("{i=\"1\"} 10 40 60");
  }

  @Test
  void toleratesDuplicatesWhereTheOtherSideHasNothing() {
    assertThat(stored.ask(60, "nothing * on (i) many")).isEmpty();
    assertThatThrownBy(() -> stored.ask(60, "a{i=\"2\"} * on (i) many"))
        .hasMessageStartingWith("found duplicate series for the match group {i=\"1\"}");
  }

  @Test
  void fillsMissingSides() {
    assertThat(stored.ask(0, "a + fill(100) b"))
        .containsExactlyInAnyOrder("{i=\"1\"} 11", "{i=\"2\"} 104", "{i=\"3\"} 170");
    assertThat(stored.ask(0, "a + fill_left(100) b"))
        .containsExactlyInAnyOrder("{i=\"1\"} 11", "{i=\"3\"} 170");
    assertThat(stored.ask(0, "a + fill_right(100) b"))
        .containsExactlyInAnyOrder("{i=\"1\"} 11", "{i=\"2\"} 104");
    assertThat(stored.ask(0, "many * on (i) group_left fill_right(7) nothing"))
        .containsExactly("{i=\"1\", x=\"p\"} 7", "{i=\"1\", x=\"q\"} 28");
  }

  @Test
  void fillsOnlyTheStepsThatLackASample() {
    assertThat(stored.range(0, 120, 60, "a{i=\"1\"} * on (i) fill_right(0) early{t=\"l\"}"))
        .containsExactly("{i=\"1\"} 0 4 6");
  }

  @Test
  void keepsWhatBothSidesHave() {
    assertThat(stored.ask(60, "a and b")).containsExactly("a{i=\"1\"} 2");
    assertThat(stored.ask(60, "a unless b")).containsExactly("a{i=\"2\"} 5");
    assertThat(stored.ask(60, "a or b"))
        .containsExactly("a{i=\"1\"} 2", "a{i=\"2\"} 5", "b{i=\"3\"} 80");
    assertThat(stored.ask(60, "a and on () nothing")).isEmpty();
    assertThat(stored.range(0, 120, 60, "b{i=\"1\"} and on (i) early{t=\"e\"}"))
        .containsExactly("b{i=\"1\"} 10 _ _");
    assertThat(stored.range(0, 120, 60, "early{t=\"e\"} or on (i) b{i=\"1\"}"))
        .containsExactly("b{i=\"1\"} _ 20 30", "early{i=\"1\", t=\"e\"} 1 _ _");
  }
}
