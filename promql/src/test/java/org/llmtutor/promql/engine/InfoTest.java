package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InfoTest {

  private final Stored stored =
      Stored.every(
          60,
          "m{instance=\"a\",job=\"j\"} 1 2 3",
          "m{instance=\"b\",job=\"j\"} 4 5 6",
          "m{other=\"x\"} 7 8 9",
          "target_info{instance=\"a\",job=\"j\",version=\"1\",zone=\"z\"} 1 1 stale",
          "target_info{instance=\"a\",job=\"j\",version=\"2\",zone=\"z\"} _ _ 1",
          "build_info{instance=\"a\",job=\"j\",commit=\"c\",zone=\"y\"} 1 1 1");

  @Test
  void addsTheLabelsOfTheTarget() {
    assertThat(stored.ask(0, "info(m)"))
        .containsExactly(
            "m{instance=\"a\", job=\"j\", version=\"1\", zone=\"z\"} 1",
            "m{instance=\"b\", job=\"j\"} 4",
            "m{other=\"x\"} 7");
  }

  @Test
  void followsInfoSeriesThatReplaceEachOther() {
    assertThat(stored.range(0, 120, 60, "info(m{instance=\"a\"})"))
        .containsExactly(
            "m{instance=\"a\", job=\"j\", version=\"1\", zone=\"z\"} 1 2 _",
            "m{instance=\"a\", job=\"j\", version=\"2\", zone=\"z\"} _ _ 3");
  }

  @Test
  void copiesOnlyTheLabelsThatAreAskedFor() {
    assertThat(stored.ask(0, "info(m, {version=~\".+\"})"))
        .containsExactly("m{instance=\"a\", job=\"j\", version=\"1\"} 1");
    assertThat(stored.ask(0, "info(m{instance=\"b\"}, {version=~\".*\"})"))
        .containsExactly("m{instance=\"b\", job=\"j\"} 4");
  }

  @Test
  void takesOtherInfoMetrics() {
    assertThat(stored.ask(0, "info(m{instance=\"a\"}, {__name__=\"build_info\"})"))
        .containsExactly("m{commit=\"c\", instance=\"a\", job=\"j\", zone=\"y\"} 1");
    assertThat(stored.ask(0, "info(m{instance=\"a\"}, {__name__!=\"target_info\"})"))
        .containsExactly("m{commit=\"c\", instance=\"a\", job=\"j\", zone=\"y\"} 1");
    assertThat(
            stored.ask(
                0,
                "info(m{instance=\"a\"}, {__name__=~\".+_info\", version=~\".*\",commit=~\".*\"})"))
        .containsExactly("m{commit=\"c\", instance=\"a\", job=\"j\", version=\"1\"} 1");
  }

  @Test
  void refusesLabelsThatContradictEachOther() {
    assertThatThrownBy(() -> stored.ask(0, "info(m, {__name__=~\".+_info\"})"))
        .hasMessageStartingWith("conflicting label: zone");
  }

  @Test
  void refusesTwoInfoSeriesForOneTarget() {
    Stored twice =
        Stored.every(
            60,
            "m{instance=\"a\"} 1",
            "target_info{instance=\"a\",v=\"1\"} 1",
            "target_info{instance=\"a\",v=\"2\"} 1");
    assertThatThrownBy(() -> twice.ask(0, "info(m)"))
        .hasMessageStartingWith(
            "found duplicate series for info metric: existing"
                + " {__name__=\"target_info\", instance=\"a\", v=\"1\"} @ 0, new"
                + " {__name__=\"target_info\", instance=\"a\", v=\"2\"} @ 0");
  }

  @Test
  void leavesInfoMetricsAlone() {
    assertThat(stored.ask(0, "info(target_info)"))
        .containsExactly("target_info{instance=\"a\", job=\"j\", version=\"1\", zone=\"z\"} 1");
  }

  @Test
  void looksWhereTheMetricIsLookedAt() {
    assertThat(stored.range(0, 120, 60, "info(m{instance=\"a\"} @ 60)"))
        .containsExactly("m{instance=\"a\", job=\"j\", version=\"1\", zone=\"z\"} 2 2 2");
    assertThat(stored.ask(120, "info(m{instance=\"a\"} offset 1m)"))
        .containsExactly("m{instance=\"a\", job=\"j\", version=\"1\", zone=\"z\"} 2");
  }
}
