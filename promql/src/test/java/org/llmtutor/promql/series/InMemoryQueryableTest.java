package org.llmtutor.promql.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.histogram.HistogramNotation;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;

class InMemoryQueryableTest {

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Labels UP = Labels.of("__name__", "up");

  @Test
  void findsSeriesByAllMatchersSortedByLabels() {
    InMemoryQueryable queryable =
        load("up{job=\"b\"} 1", "up{job=\"a\"} 1", "down{job=\"a\"} 1", "{job=\"a\"} 1", "up 1");
    assertThat(labels(queryable, equal("__name__", "up")))
        .containsExactly("up", "up{job=\"a\"}", "up{job=\"b\"}");
    assertThat(labels(queryable, equal("job", "a")))
        .containsExactly("down{job=\"a\"}", "up{job=\"a\"}", "{job=\"a\"}");
    assertThat(labels(queryable, equal("__name__", ""))).containsExactly("{job=\"a\"}");
    assertThat(labels(queryable, equal("__name__", "up"), equal("job", ""))).containsExactly("up");
    assertThat(labels(queryable, new LabelMatcher("__name__", LabelMatcher.Type.REGEX, "up|down")))
        .containsExactly("down{job=\"a\"}", "up", "up{job=\"a\"}", "up{job=\"b\"}");
    assertThat(labels(queryable)).hasSize(5);
    assertThat(queryable.series()).hasSize(5);
  }

  @Test
  void givesTheSamplesOfTheRangeBothEndsIncluded() {
    InMemoryQueryable queryable = load("up 0 1 _ 3 stale 5", "early 1");
    List<Series> found =
        queryable.select(Instant.ofEpochSecond(10), Instant.ofEpochSecond(40), List.of());
    assertThat(found).hasSize(1);
    Samples samples = found.get(0).samples();
    assertThat(samples.length()).isEqualTo(3);
    assertThat(samples.timestampAt(0)).isEqualTo(10_000);
    assertThat(samples.valueAt(1)).isEqualTo(3);
    assertThat(Samples.isStale(samples.valueAt(2))).isTrue();
    assertThat(queryable.select(Instant.ofEpochSecond(11), Instant.ofEpochSecond(29), List.of()))
        .isEmpty();
    assertThat(queryable.select(Instant.MIN, Instant.MAX, List.of())).hasSize(2);
    assertThat(queryable.select(Instant.MAX, Instant.MIN, List.of())).isEmpty();
  }

  @Test
  void staysAsItWasWhenABuilderGoesOn() {
    InMemoryQueryable first = load("up 0x20");
    InMemoryQueryable left = first.toBuilder().append(UP, 1_000_000, 1).build();
    InMemoryQueryable right = first.toBuilder().append(UP, 2_000_000, 2).build();
    assertThat(first.series().get(0).samples().length()).isEqualTo(21);
    assertThat(left.series().get(0).samples().valueAt(21)).isEqualTo(1);
    assertThat(right.series().get(0).samples().valueAt(21)).isEqualTo(2);
  }

  @Test
  void takesFloatsHistogramsAndStaleMarkersInOneSeries() {
    InMemoryQueryableBuilder builder = InMemoryQueryable.builder();
    for (int i = 0; i < 20; i++) {
      builder.append(UP, i, i);
    }
    InMemoryQueryable floats = builder.build();
    builder.append(UP, 20, HistogramNotation.parse("{{count:1}}")).append(UP, 21, Samples.STALE);
    Samples samples = builder.build().series().get(0).samples();
    assertThat(samples.histogramAt(19)).isNull();
    assertThat(samples.histogramAt(20)).isNotNull();
    assertThat(Samples.isStale(samples.valueAt(21))).isTrue();
    assertThat(floats.series().get(0).samples().length()).isEqualTo(20);
  }

  @Test
  void refusesSamplesOutOfOrder() {
    InMemoryQueryableBuilder builder = InMemoryQueryable.builder().append(UP, 10, 1);
    assertThatThrownBy(() -> builder.append(UP, 5, 1))
        .isInstanceOf(PromqlException.class)
        .hasMessage(
            "up: a sample at 5 ms after one at 10 ms; add samples in the order of time, each once");
    assertThatThrownBy(() -> builder.load("up 1", Instant.ofEpochMilli(10), STEP))
        .hasMessageStartingWith("up: has a sample at 10 ms already");
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(InMemoryQueryable.empty().select(Instant.EPOCH, Instant.MAX, List.of())).isEmpty();
  }

  private static InMemoryQueryable load(String... lines) {
    InMemoryQueryableBuilder builder = InMemoryQueryable.builder();
    for (String line : lines) {
      builder.load(line, Instant.EPOCH, STEP);
    }
    return builder.build();
  }

  private static List<String> labels(InMemoryQueryable queryable, LabelMatcher... matchers) {
    return queryable.select(Instant.EPOCH, Instant.EPOCH, List.of(matchers)).stream()
        .map(series -> series.labels().toString())
        .toList();
  }

  private static LabelMatcher equal(String name, String value) {
    return new LabelMatcher(name, LabelMatcher.Type.EQUAL, value);
  }
}
