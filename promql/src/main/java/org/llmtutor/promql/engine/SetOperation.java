package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;

/**
 * {@code and}, {@code or} and {@code unless}: samples of one side as the other side has or lacks.
 */
final class SetOperation implements VectorNode {

  private final BinaryExpr source;
  private final VectorNode lhs;
  private final VectorNode rhs;

  SetOperation(BinaryExpr source, VectorNode lhs, VectorNode rhs) {
    this.source = source;
    this.lhs = lhs;
    this.rhs = rhs;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    List<StepSeries> left = evaluation.vector(lhs, grid);
    evaluation.budget().hold(Evaluation.weight(left));
    List<StepSeries> right = evaluation.vector(rhs, grid);
    evaluation.budget().hold(Evaluation.weight(right));
    MatchGroups groups = MatchGroups.of(left, right, new MatchedLabels(source));
    StepSeries[] kept =
        source.op() == BinaryOp.OR
            ? filter(right, groups, left, true, false)
            : filter(left, groups, right, false, source.op() == BinaryOp.AND);
    List<StepSeries> result = new ArrayList<>();
    if (source.op() == BinaryOp.OR) {
      result.addAll(left);
    }
    for (StepSeries series : kept) {
      if (series != null) {
        result.add(series);
      }
    }
    return SameLabels.join(result, grid, evaluation);
  }

  /** The samples of {@code from} at steps where {@code other} has one that matches, or has none. */
  private static @Nullable StepSeries[] filter(
      List<StepSeries> from,
      MatchGroups groups,
      List<StepSeries> other,
      boolean fromIsRight,
      boolean wanted) {
    @Nullable StepSeries[] kept = new StepSeries[from.size()];
    for (MatchGroups.Group group : groups.groups()) {
      List<Integer> mine = fromIsRight ? group.right() : group.left();
      List<Integer> theirs = fromIsRight ? group.left() : group.right();
      if (theirs.isEmpty()) {
        mine.forEach(index -> kept[index] = wanted ? null : from.get(index));
      } else if (!mine.isEmpty()) {
        boolean[] present = presence(other, theirs);
        mine.forEach(index -> kept[index] = at(from.get(index), present, wanted));
      }
    }
    return kept;
  }

  private static boolean[] presence(List<StepSeries> series, List<Integer> indices) {
    boolean[] present = new boolean[series.get(indices.get(0)).steps()];
    for (int index : indices) {
      StepSeries one = series.get(index);
      for (int step = 0; step < present.length; step++) {
        present[step] |= one.has(step);
      }
    }
    return present;
  }

  private static StepSeries at(StepSeries series, boolean[] steps, boolean wanted) {
    if (series.histograms() == null) {
      double[] values = series.values().clone();
      for (int step = 0; step < values.length; step++) {
        values[step] = steps[step] == wanted ? values[step] : StepSeries.ABSENT;
      }
      return new StepSeries(series.labels(), series.dropName(), values, null);
    }
    StepSeries out = new StepSeries(series.labels(), series.dropName(), series.steps());
    for (int step = 0; step < steps.length; step++) {
      if (steps[step] == wanted) {
        SameLabels.copy(series, step, out);
      }
    }
    return out;
  }
}
