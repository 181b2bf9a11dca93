package org.llmtutor.promql.series;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.histogram.Buckets;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;

/** What the series of a classic histogram tell at one time. Mutable. */
final class ClassicSample {

  private final NavigableMap<Double, Double> buckets = new TreeMap<>();
  private @Nullable Double count;
  private double sum;

  /** Takes a bucket up, unless there is one with that boundary. */
  void bucket(double bound, double observations) {
    buckets.putIfAbsent(bound, observations);
  }

  void count(double value) {
    count = value;
  }

  void sum(double value) {
    sum = value;
  }

  /** The histogram with custom buckets, empty ones left out. */
  FloatHistogram histogram(Labels labels) {
    if (count == null && buckets.isEmpty()) {
      throw wrong(labels, "there is a sum, but neither a count nor a bucket");
    }
    double all = count == null ? buckets.lastEntry().getValue() : count;
    buckets.putIfAbsent(Double.POSITIVE_INFINITY, all);
    if (buckets.lastEntry().getValue() != all) {
      throw wrong(labels, "the count is " + all + ", the bucket +Inf says otherwise");
    }
    double[] bounds = new double[buckets.size() - 1];
    double[] counts = new double[buckets.size()];
    double below = 0;
    int next = 0;
    for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
      if (next < bounds.length) {
        bounds[next] = bucket.getKey();
      }
      if (!(bucket.getValue() >= below)) {
        throw wrong(labels, "the count of bucket " + bucket.getKey() + " is below that before it");
      }
      counts[next++] = bucket.getValue() - below;
      below = bucket.getValue();
    }
    Buckets positive = Buckets.from(0, counts);
    return FloatHistogram.custom(bounds).count(all).sum(sum).positive(positive).build().compact();
  }

  private static PromqlException wrong(Labels labels, String problem) {
    return new PromqlException(
        labels + ": not a histogram: " + problem, "give counts that grow with the boundaries");
  }
}
