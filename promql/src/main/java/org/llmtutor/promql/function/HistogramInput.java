package org.llmtutor.promql.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.llmtutor.promql.histogram.BucketBound;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;

/**
 * An instant vector sorted into native and classic histograms, once for all steps. Where a native
 * one meets classic buckets of the same series, both are left out with a warning.
 *
 * @param natives series that have histograms
 * @param classics groups of bucket series that differ only in their boundary
 */
record HistogramInput(List<StepSeries> natives, List<ClassicHistogram> classics) {

  private static final List<String> BOUND = List.of(BucketBound.LABEL);

  /** Sorts the vector at argument {@code index}. */
  static HistogramInput of(FunctionCall call, int index) {
    HistogramNotes notes = HistogramNotes.about(call, index);
    Map<Labels, ClassicHistogram> classics = new LinkedHashMap<>();
    List<StepSeries> natives = new ArrayList<>();
    for (StepSeries series : call.vector(index)) {
      if (hasFloats(series)) {
        addClassic(classics, series, notes, call.delayedNameRemoval());
      }
      if (series.histograms() != null) {
        natives.add(series);
      }
    }
    classics.values().forEach(ClassicHistogram::seal);
    natives.replaceAll(series -> apart(series, classics, notes, call.delayedNameRemoval()));
    return new HistogramInput(natives, List.copyOf(classics.values()));
  }

  private static boolean hasFloats(StepSeries series) {
    for (double value : series.values()) {
      if (!StepSeries.isAbsent(value)) {
        return true;
      }
    }
    return false;
  }

  private static void addClassic(
      Map<Labels, ClassicHistogram> classics,
      StepSeries series,
      HistogramNotes notes,
      boolean named) {
    String text = series.labels().get(BucketBound.LABEL);
    OptionalDouble bound = BucketBound.parse(text);
    if (bound.isEmpty()) {
      notes.badBucket(text, named ? series.labels().metricName() : "");
      return;
    }
    Labels group = series.labels().without(BOUND);
    classics
        .computeIfAbsent(group, labels -> new ClassicHistogram(labels, series.dropName()))
        .add(bound.getAsDouble(), series);
  }

  private static StepSeries apart(
      StepSeries series,
      Map<Labels, ClassicHistogram> classics,
      HistogramNotes notes,
      boolean named) {
    ClassicHistogram classic = classics.get(series.labels());
    if (classic == null) {
      return series;
    }
    StepSeries kept = new StepSeries(series.labels(), series.dropName(), series.steps());
    for (int step = 0; step < series.steps(); step++) {
      FloatHistogram histogram = series.histogram(step);
      if (histogram != null && classic.has(step)) {
        classic.exclude(step);
        notes.mixedClassicAndNative(named ? series.labels().metricName() : "");
      } else if (histogram != null) {
        kept.set(step, histogram);
      }
    }
    return kept;
  }
}
