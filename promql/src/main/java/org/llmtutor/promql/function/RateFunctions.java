package org.llmtutor.promql.function;

import java.util.List;
import java.util.Map;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.function.HistogramWindows.Rate;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Quoted;

/** Range functions of how much a counter or gauge moves. */
final class RateFunctions {

  private static final List<String> COUNTER_SUFFIXES =
      List.of("_total", "_sum", "_count", "_bucket");

  private RateFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "rate", difference(Rate.RATE),
        "increase", difference(Rate.INCREASE),
        "delta", difference(Rate.DELTA),
        "irate", lastStep(true),
        "idelta", lastStep(false));
  }

  private static PromqlFunction difference(Rate kind) {
    return (PromqlFunction.OfRange)
        (call, labels, samples) -> {
          PromqlFunction.Kernel kernel = floats(kind, samples);
          if (samples.histograms != null) {
            HistogramWindows histograms = new HistogramWindows(call, labels);
            PromqlFunction.Kernel ofFloats = kernel;
            kernel =
                (window, out) -> {
                  if (!histograms.rate(kind, window, out)) {
                    ofFloats.compute(window, out);
                  }
                };
          }
          boolean doubtful = kind.counter && !namedAsCounter(labels.metricName());
          return doubtful ? noting(call, labels, kernel) : kernel;
        };
  }

  private static PromqlFunction.Kernel floats(Rate kind, Window samples) {
    return samples.extension == RangeExtension.NONE
        ? new ExtrapolatedRate(kind, samples)
        : new ExtendedRate(kind, samples);
  }

  private static boolean namedAsCounter(String metric) {
    return metric.isEmpty() || COUNTER_SUFFIXES.stream().anyMatch(metric::endsWith);
  }

  private static PromqlFunction.Kernel noting(
      FunctionCall call, Labels labels, PromqlFunction.Kernel kernel) {
    boolean[] noted = new boolean[1];
    return (window, out) -> {
      kernel.compute(window, out);
      if (!noted[0] && !StepSeries.isAbsent(out.values()[window.step])) {
        noted[0] = true;
        call.annotations()
            .info(
                "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                    + Quoted.of(labels.metricName()),
                call.source().arguments().get(0).position());
      }
    };
  }

  /** The step between the last two samples; of a counter per second. */
  private static PromqlFunction lastStep(boolean counter) {
    return (PromqlFunction.OfRange)
        (call, labels, samples) -> {
          if (samples.histograms == null) {
            return (window, out) -> lastStep(counter, window, out);
          }
          HistogramWindows histograms = new HistogramWindows(call, labels);
          return (window, out) -> {
            if (!histograms.instant(counter, window, out)) {
              lastStep(counter, window, out);
            }
          };
        };
  }

  private static void lastStep(boolean counter, Window window, StepSeries out) {
    int last = window.to - 1;
    if (last <= window.from) {
      return;
    }
    double value = window.values[last];
    double before = window.values[last - 1];
    double step = counter && value < before ? value : value - before;
    double seconds = (window.timestamps[last] - window.timestamps[last - 1]) / 1000.0;
    out.set(window.step, counter ? step / seconds : step);
  }
}
