package org.llmtutor.promql.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.StoredHints;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.series.ClassicToNative;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;
import org.llmtutor.promql.series.SeriesDescription;

/** The samples of a script, given back as a database would. Not safe for concurrent use. */
final class Store {

  private InMemoryQueryable loaded = InMemoryQueryable.empty();
  private @Nullable Queryable stored;

  /** Forgets everything. */
  void clear() {
    loaded = InMemoryQueryable.empty();
    stored = null;
  }

  /**
   * Adds what the command says, or nothing.
   *
   * @throws org.llmtutor.promql.PromqlException when it does not fit what is there
   */
  void load(Command.Load command) {
    Map<Labels, Series> lines = new LinkedHashMap<>();
    for (SeriesDescription one : command.series()) {
      lines.put(one.labels(), series(one, command.step())); // of two lines the second counts
    }
    List<Series> added = new ArrayList<>(lines.values());
    if (command.nhcb()) {
      added.addAll(ClassicToNative.convert(added));
    }
    InMemoryQueryableBuilder builder = loaded.toBuilder();
    added.forEach(builder::add);
    loaded = builder.build();
    stored = null;
  }

  private static Series series(SeriesDescription description, Duration step) {
    return new Series(description.labels(), description.values().toSamples(0, step.toMillis()));
  }

  /** For queries; later changes of the store do not touch it. */
  Queryable queryable() {
    Queryable known = stored;
    if (known == null) {
      InMemoryQueryableBuilder builder = InMemoryQueryable.builder();
      for (Series series : loaded.series()) {
        builder.add(new Series(series.labels(), asStored(series.samples())));
      }
      known = builder.build();
      stored = known;
    }
    return known;
  }

  private static Samples asStored(Samples samples) {
    if (samples.histograms() == null) {
      return samples;
    }
    StoredHints hints = new StoredHints();
    long[] timestamps = new long[samples.length()];
    double[] values = new double[samples.length()];
    @Nullable FloatHistogram[] histograms = new FloatHistogram[samples.length()];
    for (int i = 0; i < samples.length(); i++) {
      timestamps[i] = samples.timestampAt(i);
      values[i] = samples.valueAt(i);
      FloatHistogram histogram = samples.histogramAt(i);
      if (histogram == null) {
        hints.interrupt();
      } else {
        histograms[i] = hints.next(histogram);
      }
    }
    return new Samples(timestamps, values, histograms, 0, timestamps.length);
  }
}
