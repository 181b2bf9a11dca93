package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;

/** Arithmetic or a comparison between the matching series of two vectors. */
final class VectorMatch implements VectorNode {

  private final BinaryExpr source;
  private final VectorNode lhs;
  private final VectorNode rhs;

  VectorMatch(BinaryExpr source, VectorNode lhs, VectorNode rhs) {
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
    MatchedLabels labels = new MatchedLabels(source);
    if (hopeless(left, right, labels.matching())) {
      return List.of();
    }
    MatchRun run = new MatchRun(source, evaluation, labels, left, right, grid.count());
    for (MatchGroups.Group group : MatchGroups.of(left, right, labels).groups()) {
      evaluation.budget().check();
      run.add(group);
    }
    return SameLabels.join(run.results(), grid, evaluation);
  }

  private static boolean hopeless(
      List<StepSeries> left, List<StepSeries> right, VectorMatching matching) {
    boolean fills = matching.fillLeft() != null || matching.fillRight() != null;
    return fills ? left.isEmpty() && right.isEmpty() : left.isEmpty() || right.isEmpty();
  }
}
