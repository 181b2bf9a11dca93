package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Samples;

/** Removes the markers for the end of a series, which ranges do not see. */
final class StaleMarkers {

  private StaleMarkers() {}

  /** {@code samples} without markers; the same object when there are none. */
  static Samples remove(Samples samples) {
    int markers = count(samples);
    return markers == 0 ? samples : copy(samples, samples.length() - markers);
  }

  private static int count(Samples samples) {
    int count = 0;
    for (int i = 0; i < samples.length(); i++) {
      if (marks(samples, i)) {
        count++;
      }
    }
    return count;
  }

  private static boolean marks(Samples samples, int index) {
    return Samples.isStale(samples.valueAt(index)) && samples.histogramAt(index) == null;
  }

  private static Samples copy(Samples samples, int length) {
    long[] timestamps = new long[length];
    double[] values = new double[length];
    @Nullable FloatHistogram @Nullable [] histograms =
        samples.histograms() == null ? null : new FloatHistogram[length];
    int to = 0;
    for (int i = 0; i < samples.length(); i++) {
      if (!marks(samples, i)) {
        timestamps[to] = samples.timestampAt(i);
        values[to] = samples.valueAt(i);
        if (histograms != null) {
          histograms[to] = samples.histogramAt(i);
        }
        to++;
      }
    }
    return new Samples(timestamps, values, histograms, 0, length);
  }
}
