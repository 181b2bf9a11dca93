package org.llmtutor.rules.alerting;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;

/** Where rules leave the samples that they record. */
@FunctionalInterface
public interface SampleSink {

  /**
   * Adds a sample; one that is not later than the last of its series may be left out.
   *
   * @param time milliseconds since the epoch
   * @param histogram the sample when it is a native histogram, else null
   */
  void append(Labels labels, long time, double value, @Nullable FloatHistogram histogram);
}
