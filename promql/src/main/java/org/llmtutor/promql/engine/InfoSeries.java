package org.llmtutor.promql.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.source.PositionRange;

/**
 * Info series by what identifies them: of several that describe the same target, the one with the
 * latest sample counts at each step.
 */
final class InfoSeries {

  /** The labels that say which target a series is about. */
  static final List<String> IDENTIFYING = List.of("instance", "job");

  /** No info series. */
  static final int NONE = -1;

  private record Key(String name, Labels target) {}

  private final List<StepSeries> series;
  private final PositionRange position;
  private final TreeSet<String> names = new TreeSet<>();
  private final Map<Key, int[]> latest = new HashMap<>();

  /** From series whose values are the times of their samples, in seconds. */
  InfoSeries(List<StepSeries> series, PositionRange position) {
    this.series = series;
    this.position = position;
    for (int index = 0; index < series.size(); index++) {
      add(index);
    }
  }

  private void add(int index) {
    StepSeries one = series.get(index);
    names.add(one.labels().metricName());
    Key key = new Key(one.labels().metricName(), one.labels().keep(IDENTIFYING));
    int[] winners = latest.computeIfAbsent(key, unknown -> nobody(one.steps()));
    for (int step = 0; step < winners.length; step++) {
      if (one.has(step) && (winners[step] == NONE || later(one, winners[step], step))) {
        winners[step] = index;
      }
    }
  }

  private static int[] nobody(int steps) {
    int[] nobody = new int[steps];
    Arrays.fill(nobody, NONE);
    return nobody;
  }

  private boolean later(StepSeries one, int other, int step) {
    double mine = one.values()[step];
    double theirs = series.get(other).values()[step];
    if (mine == theirs) {
      throw new EvaluationException(
          "found duplicate series for info metric: existing "
              + text(series.get(other), step)
              + ", new "
              + text(one, step),
          "have one info series for each instance and job",
          position);
    }
    return mine > theirs;
  }

  private static String text(StepSeries series, int step) {
    return series.labels().inBraces() + " @ " + Math.round(series.values()[step] * 1000);
  }

  /** For each name of an info metric the series that describes the target of {@code labels}. */
  int[][] describing(Labels labels) {
    Labels target = labels.keep(IDENTIFYING);
    return names.stream()
        .map(name -> latest.get(new Key(name, target)))
        .filter(winners -> winners != null)
        .toArray(int[][]::new);
  }

  /** The labels of the series at {@code index}. */
  Labels labels(int index) {
    return series.get(index).labels();
  }
}
