package org.llmtutor.service.cost;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.LedgerRow;

/**
 * One comparison of the books. Sees every row of a range once, day by day, and must keep no more
 * than what a day, or a window that is still open, needs. For one thread and one run.
 */
interface LedgerCheck {

  /** A day begins; its rows follow. */
  default void begin(Handle handle, LocalDate day) {}

  /** A row of the day. */
  void row(LedgerRow row);

  /** All rows of the day were seen. */
  default void end(Handle handle, LocalDate day) {}

  /** All days of the range were seen. */
  default void finish() {}

  /** What was found. */
  Findings findings();
}
