package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorMatching.Cardinality;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;

/**
 * One evaluation of an operator between two vectors. The side that may have many series for one of
 * the other is the left one, unless {@code group_right} is written.
 */
final class MatchRun {

  private record Result(int order, StepSeries series) {}

  final VectorMatching matching;
  final List<StepSeries> many;
  final List<StepSeries> one;
  final SampleOperator operator;
  final MatchConflict conflict;
  final int steps;
  private final boolean swapped;
  private final boolean returnBool;
  private final boolean dropNow;
  private final MatchedLabels labels;
  final Budget budget;
  private final List<Result> results = new ArrayList<>();
  private boolean @Nullable [] manyPresent;

  MatchRun(
      BinaryExpr source,
      Evaluation evaluation,
      MatchedLabels labels,
      List<StepSeries> left,
      List<StepSeries> right,
      int steps) {
    this.matching = labels.matching();
    this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
    this.many = swapped ? right : left;
    this.one = swapped ? left : right;
    this.operator = new SampleOperator(source, comparing(source), evaluation.annotations());
    this.conflict = new MatchConflict(source.position());
    this.steps = steps;
    this.returnBool = source.returnBool();
    this.dropNow = returnBool && !evaluation.delayedNameRemoval();
    this.labels = labels;
    this.budget = evaluation.budget();
  }

  private static FloatOperators.Comparing comparing(BinaryExpr source) {
    return source.returnBool() ? FloatOperators.Comparing.BOOL : FloatOperators.Comparing.KEEP_LEFT;
  }

  /** Matches the series of one group. */
  void add(MatchGroups.Group group) {
    List<Integer> manySide = swapped ? group.right() : group.left();
    List<Integer> oneSide = swapped ? group.left() : group.right();
    if (!fills() && oneSide.size() == 1 && unambiguous(manySide, oneSide.get(0))) {
      for (int index : manySide) {
        add(index, combine(many.get(index), one.get(oneSide.get(0))));
      }
    } else if (fills() || oneSide.size() > 1 || (!manySide.isEmpty() && !oneSide.isEmpty())) {
      new StepwiseMatch(this, group.labels(), manySide, oneSide).run();
    }
  }

  /** Whether values for missing sides are written. */
  boolean fills() {
    return matching.fillLeft() != null || matching.fillRight() != null;
  }

  /** Whether all of {@code manySide} may be matched at the same step. */
  private boolean unambiguous(List<Integer> manySide, int single) {
    if (manySide.size() < 2) {
      return true;
    }
    if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
      return false;
    }
    Set<Labels> distinct = new HashSet<>();
    for (int index : manySide) {
      if (!distinct.add(resultLabels(many.get(index), one.get(single)))) {
        return false;
      }
    }
    return true;
  }

  Labels resultLabels(StepSeries manySeries, StepSeries oneSeries) {
    Labels result = labels.result(manySeries.labels(), oneSeries.labels());
    return dropNow ? MetricName.drop(result) : result;
  }

  private StepSeries combine(StepSeries manySeries, StepSeries oneSeries) {
    budget.hold(steps);
    Labels result = resultLabels(manySeries, oneSeries);
    return swapped
        ? operator.apply(oneSeries, manySeries, result, returnBool)
        : operator.apply(manySeries, oneSeries, result, returnBool);
  }

  /** Applies the operator at one step; see {@link SampleOperator#apply}. */
  boolean apply(int step, StepSeries manySeries, StepSeries oneSeries, StepSeries out) {
    return swapped
        ? operator.apply(step, oneSeries, manySeries, out)
        : operator.apply(step, manySeries, oneSeries, out);
  }

  /** An empty result for a pair of series. */
  StepSeries empty(StepSeries manySeries, StepSeries oneSeries) {
    budget.hold(steps);
    return new StepSeries(resultLabels(manySeries, oneSeries), returnBool, steps);
  }

  /** Which side is the one that must be unique, as messages name it. */
  String oneSideName() {
    return swapped ? "left" : "right";
  }

  /** Adds a result; those of lower {@code order} come first. */
  void add(int order, StepSeries series) {
    results.add(new Result(order, series));
  }

  /** All results, unless there was a conflict. */
  List<StepSeries> results() {
    conflict.raise();
    results.sort(Comparator.comparingInt(Result::order));
    List<StepSeries> series = new ArrayList<>(results.size());
    results.forEach(result -> series.add(result.series()));
    return series;
  }

  /** Whether any series of the many side has a sample at {@code step}. */
  boolean manyPresent(int step) {
    boolean[] present = manyPresent;
    if (present == null) {
      present = new boolean[steps];
      for (StepSeries series : many) {
        for (int i = 0; i < steps; i++) {
          present[i] |= series.has(i);
        }
      }
      manyPresent = present;
    }
    return present[step];
  }
}
