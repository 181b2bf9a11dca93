package org.llmtutor.promql.function;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.model.Labels;

/** Functions between scalars and vectors, and those about when and whether there are samples. */
final class ScalarFunctions {

  private ScalarFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "time", vectors(call -> unlabelled(times(call.grid()))),
        "pi", vectors(ScalarFunctions::pi),
        "max_of", vectors(call -> combined(call, Extremes::max)),
        "min_of", vectors(call -> combined(call, Extremes::min)),
        "vector", vectors(call -> unlabelled(call.scalar(0))),
        "scalar", vectors(call -> unlabelled(singles(call))),
        "absent", vectors(ScalarFunctions::absent),
        "timestamp", vectors(ScalarFunctions::timestamp));
  }

  private static PromqlFunction vectors(PromqlFunction.OfVectors function) {
    return function;
  }

  private static List<StepSeries> unlabelled(double[] values) {
    return List.of(new StepSeries(Labels.EMPTY, false, values, null));
  }

  /** The times of the steps in seconds. */
  private static double[] times(Grid grid) {
    double[] times = new double[grid.count()];
    for (int step = 0; step < times.length; step++) {
      times[step] = grid.time(step) / 1000.0;
    }
    return times;
  }

  private static List<StepSeries> pi(FunctionCall call) {
    double[] values = new double[call.grid().count()];
    Arrays.fill(values, Math.PI);
    return unlabelled(values);
  }

  private static List<StepSeries> combined(FunctionCall call, DoubleBinaryOperator operator) {
    double[] left = call.scalar(0);
    double[] right = call.scalar(1);
    double[] values = new double[left.length];
    for (int step = 0; step < values.length; step++) {
      values[step] = operator.applyAsDouble(left[step], right[step]);
    }
    return unlabelled(values);
  }

  /** The only float of each step; NaN where there are none or several. */
  private static double[] singles(FunctionCall call) {
    double[] values = new double[call.grid().count()];
    boolean[] seen = new boolean[values.length];
    Arrays.fill(values, Double.NaN);
    for (StepSeries series : call.vector(0)) {
      double[] floats = series.values();
      for (int step = 0; step < values.length; step++) {
        if (!StepSeries.isAbsent(floats[step])) {
          values[step] = seen[step] ? Double.NaN : floats[step];
          seen[step] = true;
        }
      }
    }
    return values;
  }

  private static List<StepSeries> absent(FunctionCall call) {
    double[] values = new double[call.grid().count()];
    Arrays.fill(values, 1);
    for (StepSeries series : call.vector(0)) {
      for (int step = 0; step < values.length; step++) {
        if (series.has(step)) {
          values[step] = StepSeries.ABSENT;
        }
      }
    }
    Expr argument = call.source().arguments().get(0);
    while (argument instanceof ParenExpr paren) {
      argument = paren.expr();
    }
    return List.of(new StepSeries(AbsentLabels.of(argument), false, values, null));
  }

  /** When a sample was computed, which is at its step; the engine knows better about selectors. */
  private static List<StepSeries> timestamp(FunctionCall call) {
    double[] times = times(call.grid());
    return call.vector(0).stream()
        .map(series -> call.withoutName(series, where(series, times)))
        .toList();
  }

  private static double[] where(StepSeries series, double[] times) {
    double[] values = times.clone();
    for (int step = 0; step < values.length; step++) {
      if (!series.has(step)) {
        values[step] = StepSeries.ABSENT;
      }
    }
    return values;
  }
}
