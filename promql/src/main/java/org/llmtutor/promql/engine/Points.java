package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Samples;

/** Turns the values at the steps of a grid into samples. */
final class Points {

  private final long[] times;

  Points(Grid grid) {
    times = new long[grid.count()];
    for (int step = 0; step < times.length; step++) {
      times[step] = grid.time(step);
    }
  }

  /** The samples of {@code series}, which is on the grid; shares arrays when it has no gaps. */
  Samples of(StepSeries series) {
    int count = 0;
    for (int step = 0; step < times.length; step++) {
      count += series.has(step) ? 1 : 0;
    }
    return count == times.length
        ? new Samples(times, series.values(), series.histograms(), 0, count)
        : withoutGaps(series, count);
  }

  private Samples withoutGaps(StepSeries series, int count) {
    long[] timestamps = new long[count];
    double[] values = new double[count];
    @Nullable FloatHistogram @Nullable [] histograms =
        series.histograms() == null ? null : new FloatHistogram[count];
    int to = 0;
    for (int step = 0; step < times.length; step++) {
      if (series.has(step)) {
        timestamps[to] = times[step];
        values[to] = series.values()[step];
        if (histograms != null) {
          histograms[to] = series.histogram(step);
        }
        to++;
      }
    }
    return new Samples(timestamps, values, histograms, 0, count);
  }
}
