package org.llmtutor.service.telemetry;

/** Exceptions that know of themselves what they have in common with others of the same cause. */
public interface GroupedFailure {

  /** The cause: one of a small fixed set of names. */
  String cause();
}
