package org.llmtutor.promql.function;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.CounterResetHint;
import org.llmtutor.promql.histogram.FloatHistogram;

/** The difference of the histograms at the ends of a window, extrapolated to the whole range. */
final class HistogramRate {

  /** Ends further from the range's than this many mean distances are not extrapolated to it. */
  private static final double EXTRAPOLATION = 1.1;

  private final HistogramWindows.Rate kind;
  private final Window window;
  private final HistogramNotes notes;
  private final String metric;
  private final NotedArithmetic arithmetic;

  HistogramRate(HistogramWindows.Rate kind, Window window, HistogramNotes notes, String metric) {
    this.kind = kind;
    this.window = window;
    this.notes = notes;
    this.metric = metric;
    this.arithmetic = new NotedArithmetic(notes, metric);
  }

  /** Null when there are fewer than two samples or they do not fit, which a warning tells then. */
  @Nullable FloatHistogram result() {
    if (window.to - window.from < 2) {
      return null;
    }
    FloatHistogram difference = difference();
    return difference == null ? null : difference.times(factor(difference.count()));
  }

  private FloatHistogram at(int index) {
    return Objects.requireNonNull(window.histogram(index));
  }

  private @Nullable FloatHistogram difference() {
    FloatHistogram last = at(window.to - 1);
    warnAboutKind();
    FloatHistogram first = base();
    if (!fit(first, last)) {
      notes.mixedBuckets(metric);
      return null;
    }
    FloatHistogram result = arithmetic.minus(last.atSchema(lowestSchema(first, last)), first);
    for (int i = window.from + 1; kind.counter && result != null && i < window.to; i++) {
      FloatHistogram before = i == window.from + 1 ? first : at(i - 1);
      if (at(i).detectReset(before)) {
        result = arithmetic.plus(result, before);
      }
    }
    return result == null ? null : result.withHint(CounterResetHint.GAUGE).compact();
  }

  private void warnAboutKind() {
    int gauges = 0;
    for (int i = window.from; i < window.to; i++) {
      gauges += HistogramWindows.isGauge(at(i)) ? 1 : 0;
    }
    boolean atEnds =
        HistogramWindows.isGauge(at(window.from)) && HistogramWindows.isGauge(at(window.to - 1));
    if (kind.counter && gauges > 0) {
      notes.notCounter(metric);
    } else if (!kind.counter && !atEnds) {
      notes.notGauge(metric);
    }
  }

  /** The first sample, or nothing in the second's layout when the counters start anew with it. */
  private FloatHistogram base() {
    FloatHistogram first = at(window.from);
    FloatHistogram second = at(window.from + 1);
    if (!kind.counter || !second.detectReset(first)) {
      return first;
    }
    return second.usesCustomBuckets()
        ? FloatHistogram.custom(second.customBounds()).build()
        : FloatHistogram.exponential(second.schema()).build();
  }

  private boolean fit(FloatHistogram first, FloatHistogram last) {
    boolean fit = first.compatibleWith(last);
    for (int i = window.from + 1; kind.counter && i < window.to - 1; i++) {
      fit &= first.compatibleWith(at(i));
    }
    return fit;
  }

  private int lowestSchema(FloatHistogram first, FloatHistogram last) {
    int schema = Math.min(first.schema(), last.schema());
    for (int i = window.from + 1; kind.counter && i < window.to - 1; i++) {
      schema = Math.min(schema, at(i).schema());
    }
    return schema;
  }

  private double factor(double increase) {
    long firstTime = window.timestamps[window.from];
    long lastTime = window.timestamps[window.to - 1];
    double sampled = (lastTime - firstTime) / 1000.0;
    double mean = sampled / (window.to - 1 - window.from);
    double toStart = (firstTime - window.rangeStart) / 1000.0;
    toStart = toStart >= mean * EXTRAPOLATION ? mean / 2 : toStart;
    double firstCount = at(window.from).count();
    if (kind.counter && increase > 0 && firstCount >= 0) {
      toStart = Math.min(toStart, sampled * (firstCount / increase));
    }
    double toEnd = (window.rangeEnd - lastTime) / 1000.0;
    toEnd = toEnd >= mean * EXTRAPOLATION ? mean / 2 : toEnd;
    double factor = (sampled + toStart + toEnd) / sampled;
    return kind.perSecond ? factor / ((window.rangeEnd - window.rangeStart) / 1000.0) : factor;
  }
}
