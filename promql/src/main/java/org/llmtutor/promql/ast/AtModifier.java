package org.llmtutor.promql.ast;

/** The time that an {@code @} modifier names. */
public sealed interface AtModifier {

  /**
   * A time stamp.
   *
   * @param millis since the epoch
   */
  record Timestamp(long millis) implements AtModifier {}

  /** {@code start()}: the first step of the query. */
  record Start() implements AtModifier {}

  /** {@code end()}: the last step of the query. */
  record End() implements AtModifier {}
}
