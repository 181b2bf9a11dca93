package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.LabelNames;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.NameScheme;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.promql.number.FloatText;

/** Counts how many series of each group have each value; the value becomes a label. */
final class CountValues implements VectorNode {

  private final AggregateExpr source;
  private final VectorNode operand;
  private final String label;

  CountValues(AggregateExpr source, VectorNode operand, String label) {
    this.source = source;
    this.operand = operand;
    this.label = label;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    if (!LabelNames.isValid(label, NameScheme.UTF8)) {
      throw new EvaluationException(
          "invalid label name " + Quoted.of(label),
          "use a label name in UTF-8 that is not empty",
          Parameter.position(source));
    }
    List<StepSeries> input = evaluation.vector(operand, grid);
    evaluation.budget().hold(Evaluation.weight(input));
    Tally tally = new Tally(evaluation, grid);
    for (StepSeries series : input) {
      evaluation.budget().check();
      tally.add(series);
    }
    return new ArrayList<>(tally.counts.values());
  }

  private final class Tally {
    private final Evaluation evaluation;
    private final int steps;
    private final Grouping grouping = new Grouping(source).and(label);
    private final Map<Labels, StepSeries> counts = new LinkedHashMap<>();

    Tally(Evaluation evaluation, Grid grid) {
      this.evaluation = evaluation;
      this.steps = grid.count();
    }

    void add(StepSeries series) {
      Map<String, StepSeries> known = new LinkedHashMap<>();
      String before = "";
      StepSeries beforeCounts = null;
      for (int step = 0; step < steps; step++) {
        if (series.has(step)) {
          String value = text(series, step);
          if (beforeCounts == null || !value.equals(before)) {
            beforeCounts = known.computeIfAbsent(value, text -> counts(series.labels(), text));
            before = value;
          }
          double count = beforeCounts.values()[step];
          beforeCounts.set(step, StepSeries.isAbsent(count) ? 1 : count + 1);
        }
      }
    }

    private StepSeries counts(Labels labels, String value) {
      return counts.computeIfAbsent(
          grouping.labels(labels.with(label, value)),
          key -> {
            evaluation.budget().hold(steps);
            return new StepSeries(key, false, steps);
          });
    }

    private String text(StepSeries series, int step) {
      FloatHistogram histogram = series.histogram(step);
      return histogram == null
          ? FloatText.shortestDecimal(series.values()[step])
          : histogram.toString();
    }
  }
}
