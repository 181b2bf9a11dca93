package org.llmtutor.service.database;

import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The one door to the database. Safe for concurrent use.
 *
 * <p>Every SQL text starts with its name in a comment, {@code /* exercise.find *}{@code /}:
 * timings, slow-query lines and traces carry that name and never a value.
 */
public interface Database {

  /** Runs {@code work} on a read connection, again when that had died since its last use. */
  <T> T read(Function<Handle, T> work);

  /**
   * Runs {@code work} in a transaction; the transaction is durable when this returns. An exception
   * from {@code work} rolls it back and is thrown on. {@code work} may not call the database again,
   * and may run together with others' work in one commit.
   */
  <T> T write(Function<Handle, T> work);

  /**
   * Runs {@code work} on a read connection; all of its statements see one state of the database,
   * whatever is written meanwhile.
   */
  <T> T snapshot(Function<Handle, T> work);

  /** Looks for damage in the files, where they are the service's own; stops at the deadline. */
  FileReport checkFiles(Duration deadline);

  /**
   * Empties what an embedded database keeps beside its file, so that nothing that was deleted is
   * left there. Does what it can in a second and does not fail; a server sees to its own files.
   */
  default void settleFiles() {}
}
