package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.Grid;

/**
 * Where a selector looks at each step.
 *
 * @param offset how far back, in milliseconds; negative for forward
 * @param pinned the time that {@code @} names; null for each step's own
 */
record SelectorTimes(long offset, @Nullable Long pinned) {

  /** The time looked at for the first step. */
  long first(Grid grid) {
    return Times.minus(pinned == null ? grid.start() : pinned, offset);
  }

  /** The time looked at for the last step. */
  long last(Grid grid) {
    return Times.minus(pinned == null ? grid.time(grid.count() - 1) : pinned, offset);
  }

  /** How far the time looked at moves with each step. */
  long stride(Grid grid) {
    return pinned == null ? grid.step() : 0;
  }
}
