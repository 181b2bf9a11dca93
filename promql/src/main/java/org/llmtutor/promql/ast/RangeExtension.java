package org.llmtutor.promql.ast;

/** Whether a selector uses samples beyond the borders of its range. */
public enum RangeExtension {
  /** It does not. */
  NONE,
  /** The borders take the value of the sample before them. */
  ANCHORED,
  /** The borders take a value interpolated from the samples around them. */
  SMOOTHED
}
