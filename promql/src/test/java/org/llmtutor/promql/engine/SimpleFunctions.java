package org.llmtutor.promql.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.FunctionCall;
import org.llmtutor.promql.function.PromqlFunction;
import org.llmtutor.promql.function.PromqlFunction.OfRange;
import org.llmtutor.promql.function.PromqlFunction.OfVectors;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.function.Window;
import org.llmtutor.promql.model.Labels;

/** A few functions, simple enough to see what the engine does with them. */
final class SimpleFunctions {

  private SimpleFunctions() {}

  static @Nullable PromqlFunction find(String name) {
    return switch (name) {
      case "abs" -> vectors(SimpleFunctions::abs);
      case "vector" ->
          vectors(call -> List.of(new StepSeries(Labels.EMPTY, false, call.scalar(0), null)));
      case "scalar" -> vectors(SimpleFunctions::scalar);
      case "time" -> vectors(SimpleFunctions::time);
      case "count_over_time" -> dropping((window, from, to) -> to - from);
      case "sum_over_time" -> dropping(SimpleFunctions::sum);
      case "last_over_time" -> new LastOverTime();
      default -> null;
    };
  }

  private static OfVectors vectors(OfVectors function) {
    return function;
  }

  private static List<StepSeries> abs(FunctionCall call) {
    return call.vector(0).stream()
        .map(
            series -> {
              double[] values = series.values().clone();
              for (int step = 0; step < values.length; step++) {
                values[step] = series.has(step) ? Math.abs(values[step]) : StepSeries.ABSENT;
              }
              return call.withoutName(series, values);
            })
        .toList();
  }

  private static List<StepSeries> scalar(FunctionCall call) {
    List<StepSeries> input = call.vector(0);
    StepSeries out = new StepSeries(Labels.EMPTY, false, call.grid().count());
    for (int step = 0; step < out.steps(); step++) {
      boolean one = input.size() == 1 && input.get(0).has(step);
      out.set(step, one ? input.get(0).values()[step] : Double.NaN);
    }
    return List.of(out);
  }

  private static List<StepSeries> time(FunctionCall call) {
    StepSeries out = new StepSeries(Labels.EMPTY, false, call.grid().count());
    for (int step = 0; step < out.steps(); step++) {
      out.set(step, call.grid().time(step) / 1000.0);
    }
    return List.of(out);
  }

  private interface OfSamples {
    double value(Window window, int from, int to);
  }

  private static OfRange dropping(OfSamples function) {
    return (call, labels, samples) ->
        (window, out) -> out.set(window.step, function.value(window, window.from, window.to));
  }

  private static double sum(Window window, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += window.values[i];
    }
    return sum;
  }

  private static final class LastOverTime implements OfRange {

    @Override
    public PromqlFunction.Kernel bind(FunctionCall call, Labels labels, Window samples) {
      return (window, out) -> out.set(window.step, window.values[window.to - 1]);
    }

    @Override
    public boolean keepsName() {
      return true;
    }
  }
}
