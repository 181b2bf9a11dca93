package org.llmtutor.promql.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;

/**
 * The samples of one series while they come in. What {@link #samples} gave stays valid: arrays are
 * only written behind its end.
 */
final class SampleColumn {

  private static final int FIRST_CAPACITY = 16;

  private long[] timestamps;
  private double[] values;
  private @Nullable FloatHistogram @Nullable [] histograms;
  private final int offset;
  private int length;

  /** How many fit; at first no more than there are, because the arrays belong to someone else. */
  private int capacity;

  SampleColumn(Samples first) {
    this.timestamps = first.timestamps();
    this.values = first.values();
    this.histograms = first.histograms();
    this.offset = first.offset();
    this.length = first.length();
    this.capacity = offset + length;
  }

  Samples samples() {
    return new Samples(timestamps, values, histograms, offset, length);
  }

  void append(Labels labels, long timestamp, double value, @Nullable FloatHistogram histogram) {
    int end = offset + length;
    if (length > 0 && timestamp <= timestamps[end - 1]) {
      throw wrongOrder(labels, timestamp, timestamps[end - 1]);
    }
    if (end == capacity) {
      grow(Math.max(FIRST_CAPACITY, 2 * end));
    }
    timestamps[end] = timestamp;
    values[end] = value;
    if (histogram != null && histograms == null) {
      histograms = new FloatHistogram[capacity];
    }
    if (histograms != null) {
      histograms[end] = histogram;
    }
    length++;
  }

  private void grow(int newCapacity) {
    timestamps = Arrays.copyOf(timestamps, newCapacity);
    values = Arrays.copyOf(values, newCapacity);
    histograms = histograms == null ? null : Arrays.copyOf(histograms, newCapacity);
    capacity = newCapacity;
  }

  private static PromqlException wrongOrder(Labels labels, long timestamp, long last) {
    String what =
        timestamp == last
            ? ": has a sample at " + last + " ms already"
            : ": a sample at " + timestamp + " ms after one at " + last + " ms";
    return new PromqlException(labels + what, "add samples in the order of time, each once");
  }
}
