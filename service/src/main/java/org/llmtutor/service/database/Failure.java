package org.llmtutor.service.database;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** What a failure says of the database; ordered by how much is lost with it. */
enum Failure {
  /** The statement or the program is wrong: the same again fails the same. */
  FAULT,
  /** Full, busy or locked by others: a later try may succeed. */
  PASSING,
  /** The database has undone the work in favour of others': the same again may succeed at once. */
  CONFLICT,
  /** The connection is gone. */
  LOST;

  /** Looks for the database's own failure among the causes. */
  static Failure of(Throwable failure, Engine engine) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return engine.classify(sql);
      }
    }
    return FAULT;
  }

  /** {@link DatabaseException.Unavailable} for what goes away with time, else the same. */
  static RuntimeException translate(RuntimeException failure, Engine engine) {
    if (failure instanceof JdbiException && of(failure, engine) != FAULT) {
      return new DatabaseException.Unavailable("the database cannot do that now", failure);
    }
    return failure;
  }
}
