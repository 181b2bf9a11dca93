package org.llmtutor.promql.function;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Functions of single numbers, for each float of an instant vector; histograms are left out. */
final class MathFunctions {

  private static final double DEGREES = 180;

  private MathFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    Map<String, PromqlFunction> all = new HashMap<>();
    arithmetic().forEach((name, function) -> all.put(name, ofEach(function)));
    trigonometric().forEach((name, function) -> all.put(name, ofEach(function)));
    all.put("round", vectors(MathFunctions::round));
    all.put("clamp", vectors(MathFunctions::clamp));
    all.put("clamp_min", vectors(MathFunctions::clampMin));
    all.put("clamp_max", vectors(MathFunctions::clampMax));
    return all;
  }

  private static Map<String, DoubleUnaryOperator> arithmetic() {
    return Map.of(
        "abs", Math::abs,
        "ceil", Math::ceil,
        "floor", Math::floor,
        "exp", Math::exp,
        "sqrt", Math::sqrt,
        "ln", Math::log,
        "log2", Elementary::log2,
        "log10", Math::log10,
        "sgn", value -> value < 0 ? -1 : value > 0 ? 1 : value);
  }

  private static Map<String, DoubleUnaryOperator> trigonometric() {
    Map<String, DoubleUnaryOperator> all = new HashMap<>();
    all.put("sin", Math::sin);
    all.put("cos", Math::cos);
    all.put("tan", Math::tan);
    all.put("asin", Math::asin);
    all.put("acos", Math::acos);
    all.put("atan", Math::atan);
    all.put("sinh", Math::sinh);
    all.put("cosh", Math::cosh);
    all.put("tanh", Math::tanh);
    all.put("asinh", Elementary::asinh);
    all.put("acosh", Elementary::acosh);
    all.put("atanh", Elementary::atanh);
    all.put("deg", value -> value * DEGREES / Math.PI);
    all.put("rad", value -> value * Math.PI / DEGREES);
    return all;
  }

  /** A float of one step to another. */
  private interface AtStep {
    double apply(int step, double value);
  }

  private static PromqlFunction vectors(PromqlFunction.OfVectors function) {
    return function;
  }

  private static PromqlFunction ofEach(DoubleUnaryOperator function) {
    return vectors(call -> floats(call, (step, value) -> function.applyAsDouble(value)));
  }

  private static List<StepSeries> floats(FunctionCall call, AtStep function) {
    List<StepSeries> input = call.vector(0);
    List<StepSeries> results = new ArrayList<>(input.size());
    for (StepSeries series : input) {
      double[] values = series.values().clone();
      for (int step = 0; step < values.length; step++) {
        if (!StepSeries.isAbsent(values[step])) {
          values[step] = function.apply(step, values[step]);
        }
      }
      results.add(call.withoutName(series, values));
    }
    return results;
  }

  /** Ties go up. Dividing by the inverse loses less than multiplying, {@code round(x, 0.1)}. */
  private static List<StepSeries> round(FunctionCall call) {
    if (call.size() < 2) {
      return floats(call, (step, value) -> Math.floor(value + 0.5));
    }
    double[] nearest = call.scalar(1);
    return floats(
        call,
        (step, value) -> {
          double inverse = 1 / nearest[step];
          return Math.floor(value * inverse + 0.5) / inverse;
        });
  }

  private static List<StepSeries> clamp(FunctionCall call) {
    double[] least = call.scalar(1);
    double[] most = call.scalar(2);
    return floats(
        call,
        (step, value) ->
            most[step] < least[step] ? StepSeries.ABSENT : clamp(value, least[step], most[step]));
  }

  private static List<StepSeries> clampMin(FunctionCall call) {
    double[] least = call.scalar(1);
    return floats(call, (step, value) -> clamp(value, least[step], Double.POSITIVE_INFINITY));
  }

  private static List<StepSeries> clampMax(FunctionCall call) {
    double[] most = call.scalar(1);
    return floats(call, (step, value) -> clamp(value, Double.NEGATIVE_INFINITY, most[step]));
  }

  private static double clamp(double value, double least, double most) {
    return Extremes.max(least, Extremes.min(most, value));
  }
}
