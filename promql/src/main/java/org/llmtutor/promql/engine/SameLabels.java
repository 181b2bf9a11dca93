package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.source.PositionRange;

/** Joins series that ended up with the same labels, or says that they may not. */
final class SameLabels {

  private SameLabels() {}

  /**
   * What every operator does with its result: series without any sample go; of those with the same
   * labels one is made unless both have a sample at some step, which is an error. At a single
   * moment all of them are left for the end of the query when names are removed late.
   */
  static List<StepSeries> join(List<StepSeries> series, Grid grid, Evaluation evaluation) {
    List<StepSeries> present = Evaluation.present(series);
    if (grid.start() == grid.end() && evaluation.delayedNameRemoval()) {
      return present;
    }
    return merge(present);
  }

  /** Makes one of all with the same labels; none may have a sample where another has one. */
  static List<StepSeries> merge(List<StepSeries> series) {
    if (!repeat(series)) {
      return series;
    }
    Map<Labels, Integer> places = new HashMap<>();
    List<StepSeries> merged = new ArrayList<>(series.size());
    for (StepSeries one : series) {
      Integer place = places.putIfAbsent(one.labels(), merged.size());
      if (place == null) {
        merged.add(one);
      } else {
        merged.set(place, merge(merged.get(place), one));
      }
    }
    return merged;
  }

  /** Fails when two have the same labels, at whatever steps they have samples. */
  static List<StepSeries> refuse(List<StepSeries> series) {
    if (repeat(series)) {
      throw collision();
    }
    return series;
  }

  private static boolean repeat(List<StepSeries> series) {
    if (series.size() < 2) {
      return false;
    }
    Set<Labels> seen = new HashSet<>(series.size() * 2);
    for (StepSeries one : series) {
      if (!seen.add(one.labels())) {
        return true;
      }
    }
    return false;
  }

  private static StepSeries merge(StepSeries a, StepSeries b) {
    boolean dropName = first(a) <= first(b) ? a.dropName() : b.dropName();
    StepSeries out = new StepSeries(a.labels(), dropName, a.steps());
    for (int step = 0; step < out.steps(); step++) {
      if (a.has(step) && b.has(step)) {
        throw collision();
      }
      copy(a.has(step) ? a : b, step, out);
    }
    return out;
  }

  private static int first(StepSeries series) {
    int step = 0;
    while (step < series.steps() && !series.has(step)) {
      step++;
    }
    return step;
  }

  /** Puts what {@code from} has at {@code step}, if anything, into {@code to}. */
  static void copy(StepSeries from, int step, StepSeries to) {
    FloatHistogram histogram = from.histogram(step);
    if (histogram != null) {
      to.set(step, histogram);
    } else {
      to.set(step, from.values()[step]);
    }
  }

  private static EvaluationException collision() {
    return new EvaluationException(
        "vector cannot contain metrics with the same labelset",
        "keep a label that tells the series apart, or aggregate them",
        PositionRange.NONE);
  }
}
