package org.llmtutor.promql.histogram;

/** Tells whether a histogram's counters started anew. */
final class ResetDetection {

  private ResetDetection() {}

  static boolean between(FloatHistogram previous, FloatHistogram current) {
    return current.count < previous.count;
  }
}
