package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AggregationsTest {

  private final Stored stored =
      Stored.every(
          60,
          "m{g=\"a\",i=\"1\"} 1 10",
          "m{g=\"a\",i=\"2\"} 2 stale",
          "m{g=\"b\",i=\"3\"} 3 30",
          "m{g=\"b\",i=\"4\"} 4 NaN",
          "huge{i=\"1\"} 1e308 1",
          "huge{i=\"2\"} 1e308 1e100",
          "huge{i=\"3\"} 1e308 1",
          "huge{i=\"4\"} 1e308 -1e100",
          "k 1 2");

  @Test
  void sumsByGroups() {
    assertThat(stored.range(0, 60, 60, "sum by (g) (m)"))
        .containsExactly("{g=\"a\"} 3 10", "{g=\"b\"} 7 NaN");
    assertThat(stored.ask(0, "sum without (i) (m)")).containsExactly("{g=\"a\"} 3", "{g=\"b\"} 7");
    assertThat(stored.ask(0, "sum(m)")).containsExactly("{} 10");
    assertThat(stored.ask(0, "sum by (nope, __name__) (m)")).containsExactly("m 10");
    assertThat(stored.ask(0, "sum(nothing)")).isEmpty();
  }

  @Test
  void compensatesSums() {
    assertThat(stored.ask(60, "sum(huge)")).containsExactly("{} 2");
    assertThat(stored.ask(60, "avg(huge)")).containsExactly("{} 0.5");
  }

  @Test
  void averagesWithoutOverflow() {
    assertThat(stored.ask(0, "sum(huge)")).containsExactly("{} +Inf");
    assertThat(stored.ask(0, "avg(huge)")).containsExactly("{} 1e+308");
  }

  @Test
  void countsAndGroups() {
    assertThat(stored.range(0, 60, 60, "count(m)")).containsExactly("{} 4 3");
    assertThat(stored.range(0, 60, 60, "group by (g) (m)"))
        .containsExactly("{g=\"a\"} 1 1", "{g=\"b\"} 1 1");
  }

  @Test
  void prefersNumbersToNanAsExtremes() {
    assertThat(stored.range(0, 60, 60, "min by (g) (m)"))
        .containsExactly("{g=\"a\"} 1 10", "{g=\"b\"} 3 30");
    assertThat(stored.range(0, 60, 60, "max by (g) (m)"))
        .containsExactly("{g=\"a\"} 2 10", "{g=\"b\"} 4 30");
    assertThat(stored.ask(60, "max(m{i=\"4\"})")).containsExactly("{} NaN");
  }

  @Test
  void measuresTheSpread() {
    assertThat(stored.ask(0, "stdvar(m)")).containsExactly("{} 1.25");
    assertThat(stored.ask(0, "stddev by (g) (m)"))
        .containsExactly("{g=\"a\"} 0.5", "{g=\"b\"} 0.5");
    assertThat(stored.ask(60, "stdvar(m)")).containsExactly("{} NaN");
  }

  @Test
  void interpolatesQuantiles() {
    assertThat(stored.ask(0, "quantile(0.5, m)")).containsExactly("{} 2.5");
    assertThat(stored.ask(0, "quantile(1.5, m)")).containsExactly("{} +Inf");
    assertThat(stored.notes(0, "quantile(1.5, m)"))
        .containsExactly("PromQL warning: quantile value should be between 0 and 1, got 1.5");
    assertThat(stored.notes(0, "quantile(0.5, m)")).isEmpty();
  }

  @Test
  void ranksSeries() {
    assertThat(stored.ask(0, "topk(2, m)"))
        .containsExactly("m{g=\"b\", i=\"4\"} 4", "m{g=\"b\", i=\"3\"} 3");
    assertThat(stored.ask(0, "bottomk(3, m)"))
        .containsExactly("m{g=\"a\", i=\"1\"} 1", "m{g=\"a\", i=\"2\"} 2", "m{g=\"b\", i=\"3\"} 3");
    assertThat(stored.ask(60, "topk(5, m)"))
        .containsExactly(
            "m{g=\"b\", i=\"3\"} 30", "m{g=\"a\", i=\"1\"} 10", "m{g=\"b\", i=\"4\"} NaN");
    assertThat(stored.ask(0, "topk by (g) (1, m)"))
        .containsExactly("m{g=\"a\", i=\"2\"} 2", "m{g=\"b\", i=\"4\"} 4");
    assertThat(stored.ask(0, "topk(0, m)")).isEmpty();
  }

  @Test
  void letsTheParameterVaryByStep() {
    assertThat(stored.range(0, 60, 60, "topk(scalar(k), m)"))
        .containsExactly(
            "m{g=\"a\", i=\"1\"} _ 10", "m{g=\"b\", i=\"3\"} _ 30", "m{g=\"b\", i=\"4\"} 4 _");
  }

  @Test
  void refusesParametersThatAreNoCounts() {
    assertThatThrownBy(() -> stored.ask(0, "topk(NaN, m)"))
        .hasMessageStartingWith("Parameter value is NaN");
    assertThatThrownBy(() -> stored.ask(0, "topk(1e30, m)"))
        .hasMessageStartingWith("Scalar value 1e+30 overflows int64");
    assertThatThrownBy(() -> stored.ask(0, "limit_ratio(NaN, m)"))
        .hasMessageStartingWith("Ratio value is NaN");
  }

  @Test
  void keepsAnyFewSeries() {
    assertThat(stored.ask(0, "limitk by (g) (1, m)"))
        .containsExactly("m{g=\"a\", i=\"1\"} 1", "m{g=\"b\", i=\"3\"} 3");
    assertThat(stored.ask(0, "count(limitk(3, m))")).containsExactly("{} 3");
  }

  @Test
  void splitsSeriesByARatioAndItsComplement() {
    assertThat(stored.ask(0, "limit_ratio(0.5, m) or limit_ratio(-0.5, m)")).hasSize(4);
    assertThat(stored.ask(0, "limit_ratio(0.5, m) and limit_ratio(-0.5, m)")).isEmpty();
    assertThat(stored.ask(0, "limit_ratio(0, m)")).isEmpty();
    assertThat(stored.notes(0, "limit_ratio(-2, m)"))
        .containsExactly(
            "PromQL warning: ratio value should be between -1 and 1, got -2, capping to -1");
    assertThat(stored.ask(0, "limit_ratio(-2, m)")).hasSize(4);
  }

  @Test
  void countsValues() {
    Stored versions =
        Stored.every(60, "v{i=\"1\"} 1 2", "v{i=\"2\"} 1 1000000", "v{g=\"x\",i=\"3\"} 0.5 2");
    assertThat(versions.range(0, 60, 60, "count_values(\"n\", v)"))
        .containsExactly(
            "{n=\"0.5\"} 1 _", "{n=\"1\"} 2 _", "{n=\"1000000\"} _ 1", "{n=\"2\"} _ 2");
    assertThat(versions.ask(60, "count_values without (i) (\"n\", v)"))
        .containsExactlyInAnyOrder("{n=\"2\"} 1", "{n=\"1000000\"} 1", "{g=\"x\", n=\"2\"} 1");
    assertThat(versions.ask(60, "count_values by (g) (\"n\", v)"))
        .containsExactlyInAnyOrder("{n=\"2\"} 1", "{n=\"1000000\"} 1", "{g=\"x\", n=\"2\"} 1");
  }

  @Test
  void refusesLabelNamesThatAreNoText() {
    assertThatThrownBy(() -> stored.ask(0, "count_values(\"\", m)"))
        .hasMessageStartingWith("invalid label name \"\"");
    assertThatThrownBy(() -> stored.ask(0, "count_values(\"a\\xc5z\", m)"))
        .hasMessageStartingWith("invalid label name");
  }
}
