package org.llmtutor.promql.function;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.histogram.CounterResetHint;
import org.llmtutor.promql.histogram.FloatHistogram;

/**
 * The difference of the histograms at the ends of a range that is anchored or smoothed: taken at
 * the last sample before it, or interpolated at its very ends.
 */
final class ExtendedHistogramRate {

  private final HistogramWindows.Rate kind;
  private final Window window;
  private final HistogramNotes notes;
  private final String metric;
  private final NotedArithmetic arithmetic;
  private final boolean smoothed;
  private final int first;
  private final int last;

  ExtendedHistogramRate(
      HistogramWindows.Rate kind, Window window, HistogramNotes notes, String metric) {
    this.kind = kind;
    this.window = window;
    this.notes = notes;
    this.metric = metric;
    this.arithmetic = new NotedArithmetic(notes, metric);
    this.smoothed = window.extension == RangeExtension.SMOOTHED;
    this.first = firstIndex();
    this.last = smoothed ? endIndex() : window.to - 1;
  }

  /** The last sample at or before the start of the range, else the first there is. */
  private int firstIndex() {
    int index = window.from;
    while (index < window.to - 1 && window.timestamps[index] <= window.rangeStart) {
      index++;
    }
    return Math.max(window.from, index - 1);
  }

  /** The first sample at or after the end of the range, else the last there is. */
  private int endIndex() {
    int index = window.from;
    while (index < window.to - 1 && window.timestamps[index] < window.rangeEnd) {
      index++;
    }
    return index;
  }

  /** Null when nothing is in the range or samples do not fit, which a warning tells then. */
  @Nullable FloatHistogram result() {
    if (window.timestamps[last] <= window.rangeStart
        || (smoothed && window.timestamps[first] > window.rangeEnd)
        || !valid()) {
      return null;
    }
    FloatHistogram left = left();
    FloatHistogram right = left == null ? null : right();
    if (left == null || right == null) {
      return null;
    }
    if (!kind.counter && !(HistogramWindows.isGauge(left) && HistogramWindows.isGauge(right))) {
      notes.notGauge(metric);
    }
    FloatHistogram result = arithmetic.minus(right, left);
    if (kind.counter && result != null) {
      result = withResets(result, left, right);
    }
    return result == null ? null : scaled(result);
  }

  private FloatHistogram scaled(FloatHistogram result) {
    double seconds = (window.rangeEnd - window.rangeStart) / 1000.0;
    FloatHistogram scaled = kind.perSecond ? result.dividedBy(seconds) : result;
    return scaled.withHint(CounterResetHint.GAUGE).compact();
  }

  private boolean valid() {
    for (int i = first; i <= last; i++) {
      if (!at(i).compatibleWith(at(first))) {
        notes.mixedBuckets(metric);
        return false;
      }
      if (kind.counter && HistogramWindows.isGauge(at(i))) {
        notes.notCounter(metric);
      }
    }
    return true;
  }

  private FloatHistogram at(int index) {
    return Objects.requireNonNull(window.histogram(index));
  }

  private @Nullable FloatHistogram left() {
    return smoothed && window.timestamps[first] < window.rangeStart
        ? interpolate(first, window.rangeStart)
        : at(first);
  }

  private @Nullable FloatHistogram right() {
    return smoothed && last > window.from && window.timestamps[last] > window.rangeEnd
        ? interpolate(last - 1, window.rangeEnd)
        : at(last);
  }

  /** Between the sample at {@code index} and the next; a reset between them counts from zero. */
  private @Nullable FloatHistogram interpolate(int index, long time) {
    long start = window.timestamps[index];
    long end = window.timestamps[index + 1];
    FloatHistogram before = at(index);
    FloatHistogram after = at(index + 1);
    if (time == start || time == end) {
      return time == start ? before : after;
    }
    double share = (double) (time - start) / (end - start);
    if (kind.counter && after.detectReset(before)) {
      return after.times(share);
    }
    FloatHistogram difference = arithmetic.minus(after, before);
    return difference == null ? null : arithmetic.plus(difference.times(share), before);
  }

  private @Nullable FloatHistogram withResets(
      FloatHistogram difference, FloatHistogram left, FloatHistogram right) {
    FloatHistogram before = left;
    int next = first + 1;
    if (smoothed
        && window.timestamps[first] < window.rangeStart
        && at(first + 1).detectReset(at(first))) {
      before = at(first + 1);
      next++;
    }
    if (next > last) {
      return difference;
    }
    FloatHistogram result = difference;
    for (int i = next; i <= last && result != null; i++) {
      FloatHistogram now = i == last ? right : at(i);
      if (now.detectReset(before)) {
        result = arithmetic.plus(result, before);
      }
      before = now;
    }
    return result;
  }
}
