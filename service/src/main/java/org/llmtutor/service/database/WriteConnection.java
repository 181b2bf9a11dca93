package org.llmtutor.service.database;

import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** A connection that writes one transaction after the other. For one thread. */
interface WriteConnection {

  /** What became of a transaction whose commit failed. */
  enum Outcome {
    COMMITTED,
    UNDONE,
    UNKNOWN
  }

  Handle handle();

  /**
   * Begins a transaction; its number where the database has one and can be asked about it.
   *
   * @param inTurn whether to wait until no other process has one open that began so too: for work
   *     that would sooner or later wait for others' rows, with rows of its own locked meanwhile
   */
  OptionalLong begin(boolean inTurn);

  /** Everything since {@link #begin} is durable when this returns. */
  void commit();

  /** What became of the transaction that another connection began with this number. */
  Outcome outcome(long transaction);

  /** Closes the connection whatever its state; an open transaction is undone. */
  void discard();
}
