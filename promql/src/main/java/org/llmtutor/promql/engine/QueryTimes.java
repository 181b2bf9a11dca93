package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AtModifier;

/**
 * The times that a query names by {@code start()}, {@code end()}, {@code step()} and {@code
 * range()}, in milliseconds.
 *
 * @param start the first step
 * @param end the last moment
 * @param step the distance of steps; 0 for an instant query
 */
record QueryTimes(long start, long end, long step) {

  /** The time that {@code modifier} stands for; null for none. */
  @Nullable Long pinned(@Nullable AtModifier modifier) {
    if (modifier instanceof AtModifier.Timestamp timestamp) {
      return Times.clamp(timestamp.millis());
    }
    if (modifier instanceof AtModifier.Start) {
      return start;
    }
    return modifier instanceof AtModifier.End ? (Long) end : null;
  }

  /** How long the query's range is. */
  long range() {
    return Times.minus(end, start);
  }
}
