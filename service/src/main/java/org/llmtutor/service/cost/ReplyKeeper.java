package org.llmtutor.service.cost;

import org.jdbi.v3.core.Handle;

/**
 * Writes what belongs to a paid reply, in the transaction that books its cost. May be called again
 * after a transaction whose outcome was not known, so it must be idempotent; a failure undoes the
 * booking too.
 */
public interface ReplyKeeper {

  /** Keeps {@code reply} in the transaction of {@code handle}. */
  void keep(Handle handle, MeteredReply reply);
}
