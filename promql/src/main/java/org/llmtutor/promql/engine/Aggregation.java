package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;

/** An aggregation that makes one series of each group. */
final class Aggregation implements VectorNode {

  private final AggregateExpr source;
  private final VectorNode operand;
  private final @Nullable ScalarNode parameter;

  Aggregation(AggregateExpr source, VectorNode operand, @Nullable ScalarNode parameter) {
    this.source = source;
    this.operand = operand;
    this.parameter = parameter;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    GroupSummary summary = summary(evaluation, grid);
    List<StepSeries> input = evaluation.vector(operand, grid);
    evaluation.budget().hold(Evaluation.weight(input));
    List<StepSeries> result = new ArrayList<>();
    for (Grouping.Group group : new Grouping(source).groups(input)) {
      evaluation.budget().check();
      evaluation.budget().hold(grid.count());
      StepSeries out = new StepSeries(group.labels(), false, grid.count());
      summary.compute(group.members(), out);
      result.add(DropFlags.of(group.members(), out));
    }
    return Evaluation.present(result);
  }

  private GroupSummary summary(Evaluation evaluation, Grid grid) {
    AggregationNotes notes = new AggregationNotes(source, evaluation.annotations());
    return switch (source.op()) {
      case SUM -> new SumSummary(notes);
      case AVG -> new MeanSummary(notes);
      case COUNT -> new CountSummary(false);
      case GROUP -> new CountSummary(true);
      case MIN -> new ExtremeSummary(false, notes);
      case MAX -> new ExtremeSummary(true, notes);
      case STDDEV -> new SpreadSummary(true, notes);
      case STDVAR -> new SpreadSummary(false, notes);
      case QUANTILE -> {
        double[] quantiles = Parameter.required(evaluation, parameter, grid);
        Parameter.noteQuantiles(quantiles, source, evaluation.annotations());
        yield new QuantileSummary(quantiles, notes);
      }
      default -> throw new IllegalStateException(source.op() + ": does not summarise");
    };
  }
}
