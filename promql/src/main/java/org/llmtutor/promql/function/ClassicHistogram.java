package org.llmtutor.promql.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;

/** The bucket series of one classic histogram, over all steps. */
final class ClassicHistogram {

  /** A series and its boundary. */
  private record Bucket(double bound, StepSeries series) {}

  private final Labels labels;
  private final boolean dropName;
  private final List<Bucket> collected = new ArrayList<>();
  private double[] bounds = {};
  private double[][] values = {};
  private boolean @Nullable [] conflicts;

  /** One with {@code labels}, the boundary not among them. */
  ClassicHistogram(Labels labels, boolean dropName) {
    this.labels = labels;
    this.dropName = dropName;
  }

  void add(double bound, StepSeries counts) {
    collected.add(new Bucket(bound, counts));
  }

  /** Sorts the buckets once for all steps. */
  void seal() {
    collected.sort(Comparator.comparingDouble(Bucket::bound));
    bounds = collected.stream().mapToDouble(Bucket::bound).toArray();
    values = collected.stream().map(bucket -> bucket.series().values()).toArray(double[][]::new);
  }

  Labels labels() {
    return labels;
  }

  /** A scratch that the buckets of one step fit into. */
  BucketQuantile scratch() {
    return new BucketQuantile(bounds.length);
  }

  /** Whether any bucket has a sample at {@code step}. */
  boolean has(int step) {
    for (double[] series : values) {
      if (!StepSeries.isAbsent(series[step])) {
        return true;
      }
    }
    return false;
  }

  /** Leaves {@code step} out, because there is a native histogram too. */
  void exclude(int step) {
    if (conflicts == null) {
      conflicts = new boolean[values[0].length];
    }
    conflicts[step] = true;
  }

  /** Puts the buckets of {@code step} into {@code scratch}. */
  void load(int step, BucketQuantile scratch) {
    scratch.clear();
    if (conflicts != null && conflicts[step]) {
      return;
    }
    for (int i = 0; i < bounds.length; i++) {
      double count = values[i][step];
      if (!StepSeries.isAbsent(count)) {
        scratch.add(bounds[i], count);
      }
    }
  }

  /** A series with these labels and {@code results}. */
  StepSeries series(double[] results) {
    return new StepSeries(labels, dropName, results, null);
  }
}
