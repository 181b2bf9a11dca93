package org.llmtutor.promql.histogram;

import java.util.Locale;

/** What is known about a histogram's counts against those of the sample before it. */
public enum CounterResetHint {
  /** Nothing is known: the counts have to be compared. */
  UNKNOWN,
  /** The counters started anew with this sample. */
  RESET,
  /** The counters went on. */
  NOT_RESET,
  /** The histogram is a gauge: its counts may go down. */
  GAUGE;

  /** As notation writes it, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether one says that the counters started anew and the other that they went on. */
  boolean collidesWith(CounterResetHint other) {
    return (this == RESET && other == NOT_RESET) || (this == NOT_RESET && other == RESET);
  }

  /** What the sum or difference of two histograms has: gauges win, then doubt. */
  CounterResetHint combinedWith(CounterResetHint other) {
    if (this == other) {
      return this;
    }
    return this == GAUGE || other == GAUGE ? GAUGE : UNKNOWN;
  }
}
