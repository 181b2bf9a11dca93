package org.llmtutor.promql.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Annotations;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Series;

/** One run of one query: what its nodes share. Used by one thread. */
final class Evaluation {

  private final Queryable queryable;
  private final EngineOptions options;
  private final long lookback;
  private final Budget budget;
  private final Annotations annotations = new Annotations();

  Evaluation(Queryable queryable, EngineOptions options, Budget budget) {
    this.queryable = queryable;
    this.options = options;
    this.lookback = Times.millis(options.lookback());
    this.budget = budget;
  }

  /** Evaluates {@code node}; afterwards only its result counts as held. */
  List<StepSeries> vector(VectorNode node, Grid grid) {
    if (grid.count() == 0) {
      return List.of();
    }
    budget.check();
    long before = budget.held();
    List<StepSeries> result = node.evaluate(this, grid);
    budget.settle(before, weight(result));
    return result;
  }

  /** Evaluates {@code node}. */
  double[] scalar(ScalarNode node, Grid grid) {
    if (grid.count() == 0) {
      return new double[0];
    }
    budget.check();
    return node.evaluate(this, grid);
  }

  /** The series that fulfil {@code matchers} with their samples between the times. */
  List<Series> select(long from, long to, List<LabelMatcher> matchers) {
    budget.check();
    List<Series> found =
        queryable.select(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), matchers);
    budget.select(found.size());
    return found;
  }

  /** How long a sample counts, in milliseconds. */
  long lookback() {
    return lookback;
  }

  /** Whether metric names go when the query ends. */
  boolean delayedNameRemoval() {
    return options.delayedNameRemoval();
  }

  Budget budget() {
    return budget;
  }

  Annotations annotations() {
    return annotations;
  }

  /** Those of {@code series} that have a sample at some step. */
  static List<StepSeries> present(List<StepSeries> series) {
    List<StepSeries> kept = new ArrayList<>(series.size());
    for (StepSeries one : series) {
      if (!one.isEmpty()) {
        kept.add(one);
      }
    }
    return kept;
  }

  /** How many samples a result counts as. */
  static long weight(List<StepSeries> series) {
    long weight = 0;
    for (StepSeries one : series) {
      weight += one.steps() + HistogramWeight.of(one);
    }
    return weight;
  }
}
