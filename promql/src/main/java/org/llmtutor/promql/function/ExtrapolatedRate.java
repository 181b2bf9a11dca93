package org.llmtutor.promql.function;

import org.llmtutor.promql.function.HistogramWindows.Rate;

/**
 * The difference between the first and the last float of a window, stretched to the ends of the
 * range where samples come close to them.
 */
final class ExtrapolatedRate implements PromqlFunction.Kernel {

  /** Ends further from the range's than this many mean distances are not stretched to it. */
  private static final double REACH = 1.1;

  private final Rate kind;
  private final CounterResets resets;

  /** For windows over {@code samples}, all of which are floats. */
  ExtrapolatedRate(Rate kind, Window samples) {
    this.kind = kind;
    this.resets = kind.counter ? CounterResets.of(samples) : CounterResets.NONE;
  }

  @Override
  public void compute(Window window, StepSeries out) {
    int first = window.from;
    int last = window.to - 1;
    if (last <= first) {
      return;
    }
    double start = window.values[first];
    double difference = window.values[last] - start;
    double result = resets.corrected(difference, first, last);
    out.set(window.step, result * factor(window, start, result));
  }

  private double factor(Window window, double start, double increase) {
    long firstTime = window.timestamps[window.from];
    long lastTime = window.timestamps[window.to - 1];
    double sampled = (lastTime - firstTime) / 1000.0;
    double mean = sampled / (window.to - 1 - window.from);
    double toStart = stretch((firstTime - window.rangeStart) / 1000.0, mean);
    if (kind.counter && increase > 0 && start >= 0) {
      // A counter was zero before it was anything else, so that is where it starts at the earliest.
      double toZero = sampled * (start / increase);
      toStart = toZero < toStart ? toZero : toStart;
    }
    double toEnd = stretch((window.rangeEnd - lastTime) / 1000.0, mean);
    double factor = (sampled + toStart + toEnd) / sampled;
    return kind.perSecond ? factor / ((window.rangeEnd - window.rangeStart) / 1000.0) : factor;
  }

  private static double stretch(double distance, double mean) {
    return distance >= mean * REACH ? mean / 2 : distance;
  }
}
