package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;

/** An aggregation that keeps some series of each group as they are. */
final class Selections implements VectorNode {

  /** Chooses among the series of one group at one step. */
  interface Choice {

    /**
     * Puts the indices of the chosen members into {@code chosen}, the first ones first.
     *
     * @return how many were chosen
     */
    int choose(List<StepSeries> members, int step, int[] chosen);
  }

  private final AggregateExpr source;
  private final VectorNode operand;
  private final @Nullable ScalarNode parameter;

  Selections(AggregateExpr source, VectorNode operand, @Nullable ScalarNode parameter) {
    this.source = source;
    this.operand = operand;
    this.parameter = parameter;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    Parameter limits = Parameter.of(Parameter.required(evaluation, parameter, grid));
    List<StepSeries> input = evaluation.vector(operand, grid);
    evaluation.budget().hold(Evaluation.weight(input));
    Choice choice = choice(limits, input.size(), evaluation);
    if (choice == null) {
      return List.of();
    }
    List<StepSeries> result = new ArrayList<>();
    for (Grouping.Group group : new Grouping(source).groups(input)) {
      evaluation.budget().check();
      result.addAll(select(group.members(), choice, grid.count(), evaluation.budget()));
    }
    return result;
  }

  private @Nullable Choice choice(Parameter limits, int inputs, Evaluation evaluation) {
    AggregationNotes notes = new AggregationNotes(source, evaluation.annotations());
    return switch (source.op()) {
      case TOPK, BOTTOMK -> {
        int[] counts = Counts.of(limits, inputs, source);
        yield counts == null ? null : new RankChoice(source.op(), counts, notes);
      }
      case LIMITK -> {
        int[] counts = Counts.of(limits, inputs, source);
        yield counts == null ? null : new FirstChoice(counts);
      }
      case LIMIT_RATIO -> RatioChoice.of(limits, source, evaluation.annotations());
      default -> throw new IllegalStateException(source.op() + ": does not select");
    };
  }

  /** The chosen samples of {@code members}, in the order in which series were chosen first. */
  private static List<StepSeries> select(
      List<StepSeries> members, Choice choice, int steps, Budget budget) {
    @Nullable StepSeries[] kept = new StepSeries[members.size()];
    List<StepSeries> order = new ArrayList<>();
    int[] chosen = new int[members.size()];
    for (int step = 0; step < steps; step++) {
      budget.check();
      int count = choice.choose(members, step, chosen);
      for (int i = 0; i < count; i++) {
        StepSeries member = members.get(chosen[i]);
        StepSeries out = kept[chosen[i]];
        if (out == null) {
          out = new StepSeries(member.labels(), member.dropName(), steps);
          kept[chosen[i]] = out;
          order.add(out);
        }
        SameLabels.copy(member, step, out);
      }
    }
    return order;
  }
}
