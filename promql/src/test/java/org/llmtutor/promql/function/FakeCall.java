package org.llmtutor.promql.function;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramNotation;
import org.llmtutor.promql.model.Annotation;
import org.llmtutor.promql.model.Annotations;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.source.PositionRange;

/** A call with given arguments; argument {@code i} stands at position {@code 10 * (i + 1)}. */
final class FakeCall implements FunctionCall {

  private final Grid grid;
  private final boolean delayed;
  private final List<Object> arguments = new ArrayList<>();
  private final Annotations annotations = new Annotations();

  FakeCall(Grid grid, boolean delayed) {
    this.grid = grid;
    this.delayed = delayed;
  }

  /** A call at one step, with delayed removal of names. */
  static FakeCall atOnce() {
    return new FakeCall(Grid.at(0), true);
  }

  FakeCall with(Object argument) {
    arguments.add(argument);
    return this;
  }

  /** A series whose samples are numbers, histograms in notation, or nothing. */
  static StepSeries series(Labels labels, Object... samples) {
    StepSeries series = new StepSeries(labels, false, samples.length);
    for (int step = 0; step < samples.length; step++) {
      if (samples[step] instanceof Number number) {
        series.set(step, number.doubleValue());
      } else if (samples[step] instanceof String text && !text.isEmpty()) {
        series.set(step, HistogramNotation.parse("{{" + text + "}}"));
      }
    }
    return series;
  }

  static FloatHistogram histogram(String parts) {
    return HistogramNotation.parse("{{" + parts + "}}");
  }

  /** The messages noted so far. */
  List<String> notes() {
    return annotations.list().stream()
        .map(note -> note.message() + " @" + note.position().start())
        .toList();
  }

  /** Whether each is an info. */
  boolean onlyInfos() {
    return annotations.list().stream().allMatch(note -> note.level() == Annotation.Level.INFO);
  }

  @Override
  public Call source() {
    List<Expr> expressions = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      PositionRange position = new PositionRange(10 * (i + 1), 10 * (i + 1) + 1);
      expressions.add(
          arguments.get(i) instanceof String text
              ? new StringLiteral(text, position)
              : new NumberLiteral(0, false, position));
    }
    return new Call("f", expressions, new PositionRange(0, 99));
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public int size() {
    return arguments.size();
  }

  @Override
  @SuppressWarnings("unchecked") // arguments are given by the test itself
  public List<StepSeries> vector(int index) {
    return (List<StepSeries>) arguments.get(index);
  }

  @Override
  public double[] scalar(int index) {
    return ((double[]) arguments.get(index)).clone();
  }

  @Override
  public String string(int index) {
    return (String) arguments.get(index);
  }

  @Override
  public Annotations annotations() {
    return annotations;
  }

  @Override
  public boolean delayedNameRemoval() {
    return delayed;
  }

  @Override
  public StepSeries withoutName(StepSeries series, double[] values) {
    return delayed
        ? new StepSeries(series.labels(), true, values, null)
        : new StepSeries(series.labels().withoutMetricName(), false, values, null);
  }
}
