package org.llmtutor.promql.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.Quantiles;
import org.llmtutor.promql.number.FloatText;

/** The functions of instant vectors of histograms, native and classic. */
final class HistogramFunctions {

  private HistogramFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "histogram_quantile", vectors(HistogramFunctions::quantile),
        "histogram_quantiles", vectors(HistogramFunctions::quantiles),
        "histogram_fraction", vectors(HistogramFunctions::fraction),
        "histogram_count", ofEach(FloatHistogram::count),
        "histogram_sum", ofEach(FloatHistogram::sum),
        "histogram_avg", ofEach(histogram -> histogram.sum() / histogram.count()),
        "histogram_stddev", ofEach(histogram -> Math.sqrt(Quantiles.variance(histogram))),
        "histogram_stdvar", ofEach(Quantiles::variance));
  }

  private static PromqlFunction vectors(PromqlFunction.OfVectors function) {
    return function;
  }

  /** A number for each native histogram; floats are left out. */
  private static PromqlFunction ofEach(ToDoubleFunction<FloatHistogram> number) {
    return vectors(
        call -> {
          List<StepSeries> results = new ArrayList<>();
          for (StepSeries series : call.vector(0)) {
            if (series.histograms() != null) {
              results.add(call.withoutName(series, numbers(series, number)));
            }
          }
          return results;
        });
  }

  private static double[] numbers(StepSeries series, ToDoubleFunction<FloatHistogram> number) {
    double[] results = new double[series.steps()];
    for (int step = 0; step < results.length; step++) {
      FloatHistogram histogram = series.histogram(step);
      results[step] = histogram == null ? StepSeries.ABSENT : number.applyAsDouble(histogram);
    }
    return results;
  }

  private static List<StepSeries> quantile(FunctionCall call) {
    double[] wanted = call.scalar(0);
    QuantileOfHistograms.check(wanted, HistogramNotes.about(call, 0));
    HistogramInput input = HistogramInput.of(call, 1);
    QuantileOfHistograms quantile = new QuantileOfHistograms(call, wanted, q -> true);
    List<StepSeries> results = new ArrayList<>();
    for (StepSeries series : input.natives()) {
      results.add(call.withoutName(series, quantile.of(series)));
    }
    for (ClassicHistogram histogram : input.classics()) {
      double[] values = quantile.of(histogram);
      results.add(call.withoutName(histogram.series(values), values));
    }
    quantile.tell(HistogramNotes.about(call, 1));
    return results;
  }

  private static List<StepSeries> quantiles(FunctionCall call) {
    List<StepSeries> results = new ArrayList<>();
    for (int index = 2; index < call.size(); index++) {
      QuantileOfHistograms.check(call.scalar(index), HistogramNotes.about(call, index));
    }
    HistogramInput input = HistogramInput.of(call, 0);
    for (int index = 2; index < call.size(); index++) {
      for (double q : distinct(call.scalar(index))) {
        addQuantile(call, call.scalar(index), q, input, results);
      }
    }
    return results;
  }

  private static Set<Double> distinct(double[] quantiles) {
    Set<Double> distinct = new LinkedHashSet<>();
    Arrays.stream(quantiles).forEach(distinct::add);
    return distinct;
  }

  private static void addQuantile(
      FunctionCall call,
      double[] wanted,
      double q,
      HistogramInput input,
      List<StepSeries> results) {
    QuantileOfHistograms quantile =
        new QuantileOfHistograms(call, wanted, other -> Double.compare(q, other) == 0);
    String label = call.string(1);
    String value = label(q);
    for (StepSeries series : input.natives()) {
      double[] values = quantile.of(series);
      results.add(call.withoutName(labelled(series, label, value), values));
    }
    for (ClassicHistogram histogram : input.classics()) {
      double[] values = quantile.of(histogram);
      results.add(call.withoutName(labelled(histogram.series(values), label, value), values));
    }
    quantile.tell(HistogramNotes.about(call, 0));
  }

  private static StepSeries labelled(StepSeries series, String label, String value) {
    return series.relabelled(series.labels().with(label, value), series.dropName());
  }

  /** As labels of metrics write floats: whole numbers with one decimal. */
  private static String label(double value) {
    String text = FloatText.format(value);
    boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return whole ? text + ".0" : text;
  }

  private static List<StepSeries> fraction(FunctionCall call) {
    double[] lower = call.scalar(0);
    double[] upper = call.scalar(1);
    HistogramInput input = HistogramInput.of(call, 2);
    HistogramNotes notes = HistogramNotes.about(call, 0);
    List<StepSeries> results = new ArrayList<>();
    for (StepSeries series : input.natives()) {
      String name = call.delayedNameRemoval() ? series.labels().metricName() : "";
      results.add(call.withoutName(series, fractions(series, lower, upper, notes, name)));
    }
    for (ClassicHistogram histogram : input.classics()) {
      double[] values = fractions(histogram, lower, upper);
      results.add(call.withoutName(histogram.series(values), values));
    }
    return results;
  }

  private static double[] fractions(
      StepSeries series, double[] lower, double[] upper, HistogramNotes notes, String name) {
    double[] results = new double[lower.length];
    for (int step = 0; step < results.length; step++) {
      FloatHistogram histogram = series.histogram(step);
      results[step] = StepSeries.ABSENT;
      if (histogram != null) {
        results[step] = Quantiles.fraction(lower[step], upper[step], histogram);
        if (lower[step] < upper[step] && Quantiles.hasNanObservations(histogram)) {
          notes.fractionWithoutNans(name);
        }
      }
    }
    return results;
  }

  private static double[] fractions(ClassicHistogram histogram, double[] lower, double[] upper) {
    double[] results = new double[lower.length];
    BucketQuantile scratch = histogram.scratch();
    for (int step = 0; step < results.length; step++) {
      histogram.load(step, scratch);
      results[step] =
          scratch.isEmpty() ? StepSeries.ABSENT : scratch.fraction(lower[step], upper[step]);
    }
    return results;
  }
}
