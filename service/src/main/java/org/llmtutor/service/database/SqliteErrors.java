package org.llmtutor.service.database;

import java.util.EnumSet;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells failures of the database itself from failures of a statement. */
final class SqliteErrors {

  private static final int PRIMARY_CODE = 0xff;

  /** Full, unreachable or locked by others: a later try may succeed. */
  private static final Set<SQLiteErrorCode> PASSING =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_NOMEM,
          SQLiteErrorCode.SQLITE_INTERRUPT,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_PROTOCOL);

  private SqliteErrors() {}

  /** {@link DatabaseException.Unavailable} for what goes away with time, else the same. */
  static RuntimeException translate(RuntimeException failure) {
    if (failure instanceof JdbiException) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLiteException sqlite && isPassing(sqlite)) {
          return new DatabaseException.Unavailable("the database cannot do that now", failure);
        }
      }
    }
    return failure;
  }

  private static boolean isPassing(SQLiteException failure) {
    int code = failure.getResultCode().code & PRIMARY_CODE;
    return PASSING.stream().anyMatch(passing -> passing.code == code);
  }
}
