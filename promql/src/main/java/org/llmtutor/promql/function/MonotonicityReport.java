package org.llmtutor.promql.function;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llmtutor.promql.number.FloatText;

/** Gathers where counts of classic buckets had to be lifted, for one annotation about all steps. */
final class MonotonicityReport {

  /** What is known about one metric. Mutable. */
  private static final class Extent {
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private double drop;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private int samples;

    private void add(BucketQuantile buckets, long time) {
      lowest = Math.min(lowest, buckets.lowestForced());
      highest = Math.max(highest, buckets.highestForced());
      drop = Math.max(drop, buckets.greatestDrop());
      first = Math.min(first, time);
      last = Math.max(last, time);
      samples++;
    }

    private String text() {
      return ", from buckets "
          + FloatText.format(lowest)
          + " to "
          + FloatText.format(highest)
          + ", with a max diff of "
          + FloatText.format(drop, 'g', 2)
          + ", over "
          + samples
          + " samples from "
          + Instant.ofEpochSecond(first / 1000)
          + " to "
          + Instant.ofEpochSecond(last / 1000);
    }
  }

  private final Map<String, Extent> extents = new LinkedHashMap<>();

  /** Takes up that {@code buckets} had to be lifted at {@code time}, in milliseconds. */
  void add(String metric, BucketQuantile buckets, long time) {
    extents.computeIfAbsent(metric, name -> new Extent()).add(buckets, time);
  }

  /** Adds the annotations. */
  void tell(HistogramNotes notes) {
    extents.forEach((metric, extent) -> notes.forcedMonotonicity(metric, extent.text()));
  }
}
