package org.llmtutor.promql.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;

/** Looks for histograms among series. */
final class FloatMembers {

  private FloatMembers() {}

  /** Whether all samples of all {@code members} are floats. */
  static boolean only(List<StepSeries> members) {
    for (StepSeries member : members) {
      if (hasHistogram(member)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasHistogram(StepSeries series) {
    @Nullable FloatHistogram @Nullable [] histograms = series.histograms();
    if (histograms != null) {
      for (FloatHistogram histogram : histograms) {
        if (histogram != null) {
          return true;
        }
      }
    }
    return false;
  }
}
