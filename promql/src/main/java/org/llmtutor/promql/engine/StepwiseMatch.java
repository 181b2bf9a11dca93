package org.llmtutor.promql.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.VectorMatching.Cardinality;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;

/**
 * Matches a group in which several series share their match labels, or missing ones are filled in:
 * who meets whom is looked at step by step.
 */
final class StepwiseMatch {

  /** Stands for a series that is filled in. */
  private static final int FILLED = -1;

  private record Pair(int many, int one) {}

  private final MatchRun run;
  private final Labels matchLabels;
  private final List<Integer> manySide;
  private final List<Integer> oneSide;
  private final @Nullable StepSeries oneFill;
  private final @Nullable StepSeries manyFill;
  private final boolean oneToOne;
  private final Map<Pair, StepSeries> results = new HashMap<>();
  private final Set<Labels> seen = new HashSet<>();

  StepwiseMatch(MatchRun run, Labels matchLabels, List<Integer> manySide, List<Integer> oneSide) {
    this.run = run;
    this.matchLabels = matchLabels;
    this.manySide = manySide;
    this.oneSide = oneSide;
    // The sides swap with group_right, the values to fill in do not: as Prometheus does it.
    this.oneFill = fill(run.matching.fillRight());
    this.manyFill = fill(run.matching.fillLeft());
    this.oneToOne = run.matching.cardinality() == Cardinality.ONE_TO_ONE;
  }

  private @Nullable StepSeries fill(@Nullable Double value) {
    if (value == null) {
      return null;
    }
    double[] values = new double[run.steps];
    Arrays.fill(values, value);
    return new StepSeries(matchLabels, false, values, null);
  }

  void run() {
    for (int step = 0; step < run.steps; step++) {
      run.budget.check();
      match(step, single(step));
    }
    results.forEach(
        (pair, series) ->
            run.add(pair.many == FILLED ? run.many.size() + pair.one : pair.many, series));
  }

  /** The only series of the one side at {@code step}; {@link #FILLED} when it has none. */
  private int single(int step) {
    int found = FILLED;
    for (int index : oneSide) {
      if (run.one.get(index).has(step)) {
        if (found != FILLED && (run.fills() || run.manyPresent(step))) {
          duplicate(step, index, found);
        }
        found = index;
      }
    }
    return found;
  }

  private void match(int step, int single) {
    StepSeries other = single == FILLED ? oneFill : run.one.get(single);
    boolean matched = false;
    seen.clear();
    for (int index : manySide) {
      StepSeries series = run.many.get(index);
      if (other != null && series.has(step) && apply(step, index, single, series, other)) {
        refuseSecond(step, index, matched, run.resultLabels(series, other));
        matched = true;
      }
    }
    if (!matched && single != FILLED && manyFill != null) {
      apply(step, FILLED, single, manyFill, run.one.get(single));
    }
  }

  private boolean apply(int step, int many, int one, StepSeries series, StepSeries other) {
    StepSeries out = results.computeIfAbsent(new Pair(many, one), key -> run.empty(series, other));
    return run.apply(step, series, other, out);
  }

  private void refuseSecond(int step, int index, boolean matched, Labels labels) {
    int order = run.one.size() + index;
    if (oneToOne && matched) {
      run.conflict.note(
          step,
          order,
          "multiple matches for labels: many-to-one matching must be explicit"
              + " (group_left/group_right)",
          "match on more labels, or write group_left or group_right");
    }
    if (!oneToOne && !seen.add(labels)) {
      run.conflict.note(
          step,
          order,
          "multiple matches for labels: grouping labels must ensure unique matches",
          "do not copy a label that tells the series of the many side apart");
    }
  }

  private void duplicate(int step, int index, int before) {
    Labels a = run.one.get(index).labels();
    Labels b = run.one.get(before).labels();
    boolean sorted = a.compareTo(b) <= 0;
    run.conflict.note(
        step,
        index,
        "found duplicate series for the match group "
            + matchLabels.inBraces()
            + " on the "
            + run.oneSideName()
            + " hand-side of the operation: ["
            + (sorted ? a : b).inBraces()
            + ", "
            + (sorted ? b : a).inBraces()
            + "];many-to-many matching not allowed: matching labels must be unique on one side",
        "match on more labels, or aggregate that side");
  }
}
