package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectorsTest {

  private final Stored stored =
      Stored.every(
          60, "up{job=\"a\"} 1+1x9", "up{job=\"b\"} 10 20 stale 40 _ 60", "gone 1 2 3 _x20");

  @Test
  void takesTheLatestSampleWithinTheLookBack() {
    assertThat(stored.ask(90, "up{job=\"a\"}")).containsExactly("up{job=\"a\"} 2");
    assertThat(stored.ask(120 + 299, "gone")).containsExactly("gone 3");
  }

  @Test
  void leavesTheStartOfTheLookBackOut() {
    assertThat(stored.ask(120 + 300, "gone")).isEmpty();
  }

  @Test
  void endsASeriesAtItsStaleMarker() {
    assertThat(stored.ask(119, "up{job=\"b\"}")).containsExactly("up{job=\"b\"} 20");
    assertThat(stored.ask(120, "up{job=\"b\"}")).isEmpty();
    assertThat(stored.ask(240, "up{job=\"b\"}")).containsExactly("up{job=\"b\"} 40");
  }

  @Test
  void walksAllStepsOfARange() {
    assertThat(stored.range(0, 300, 60, "up"))
        .containsExactly("up{job=\"a\"} 1 2 3 4 5 6", "up{job=\"b\"} 10 20 _ 40 40 60");
  }

  @Test
  void looksBackAndForwardByAnOffset() {
    assertThat(stored.ask(300, "up{job=\"a\"} offset 2m")).containsExactly("up{job=\"a\"} 4");
    assertThat(stored.ask(60, "up{job=\"a\"} offset -2m")).containsExactly("up{job=\"a\"} 4");
  }

  @Test
  void looksAtAFixedTime() {
    assertThat(stored.range(0, 120, 60, "up{job=\"a\"} @ 240"))
        .containsExactly("up{job=\"a\"} 5 5 5");
    assertThat(stored.range(0, 120, 60, "up{job=\"a\"} @ end()"))
        .containsExactly("up{job=\"a\"} 3 3 3");
    assertThat(stored.range(60, 120, 60, "up{job=\"a\"} @ start() offset 1m"))
        .containsExactly("up{job=\"a\"} 1 1");
  }

  @Test
  void givesARangeOfSamplesAsAMatrix() {
    assertThat(stored.ask(240, "up[3m]"))
        .containsExactly("up{job=\"a\"} 3@120 4@180 5@240", "up{job=\"b\"} 40@180");
  }

  @Test
  void opensRangesOnTheLeft() {
    assertThat(stored.range(120, 240, 60, "count_over_time(up{job=\"a\"}[2m])"))
        .containsExactly("{job=\"a\"} 2 2 2");
  }

  @Test
  void hidesStaleMarkersFromRanges() {
    assertThat(stored.ask(300, "count_over_time(up{job=\"b\"}[10m])"))
        .containsExactly("{job=\"b\"} 4");
  }

  @Test
  void smoothsBetweenSamples() {
    assertThat(stored.ask(90, "up{job=\"a\"} smoothed")).containsExactly("up{job=\"a\"} 2.5");
    assertThat(stored.ask(120, "up{job=\"a\"} smoothed")).containsExactly("up{job=\"a\"} 3");
    assertThat(stored.ask(200, "gone smoothed")).containsExactly("gone 3");
  }

  @Test
  void putsValuesAtTheBordersOfExtendedRanges() {
    assertThat(stored.ask(150, "up{job=\"a\"}[1m] anchored"))
        .containsExactly("up{job=\"a\"} 2@90 3@120 3@150");
    assertThat(stored.ask(150, "up{job=\"a\"}[1m] smoothed"))
        .containsExactly("up{job=\"a\"} 2.5@90 3@120 3.5@150");
  }

  @Test
  void answersTextsAndNumbers() {
    assertThat(stored.ask(1, "\"hello\"")).containsExactly("hello");
    assertThat(stored.ask(1, "1 + 2 * 3")).containsExactly("7");
    assertThat(stored.range(0, 20, 10, "time()")).containsExactly("{} 0 10 20");
  }

  @Test
  void tellsWhenASampleWasTaken() {
    assertThat(stored.ask(90, "timestamp(up{job=\"a\"})")).containsExactly("{job=\"a\"} 60");
    assertThat(stored.range(0, 60, 60, "timestamp(up{job=\"a\"} @ 100)"))
        .containsExactly("{job=\"a\"} 60 60");
  }

  @Test
  void tellsWhenARangeIsEmpty() {
    assertThat(stored.range(0, 600, 300, "absent_over_time(gone{a=\"b\",c=~\"d\"}[2m])"))
        .containsExactly("{a=\"b\"} 1 1 1");
    assertThat(stored.range(0, 600, 300, "absent_over_time(gone[2m])")).containsExactly("{} _ 1 1");
  }
}
