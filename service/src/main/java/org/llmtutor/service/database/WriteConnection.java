package org.llmtutor.service.database;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * The connection that writes, with transactions begun and ended by hand: the driver's own commit
 * begins the next transaction at once, and when that fails it reports a failure although everything
 * is committed. For one thread.
 */
final class WriteConnection {

  private static final Logger LOG = LoggerFactory.getLogger(WriteConnection.class);

  private final Handle handle;
  private final SQLiteConnection connection;

  private WriteConnection(Handle handle, SQLiteConnection connection) {
    this.handle = handle;
    this.connection = connection;
  }

  static WriteConnection open(Jdbi jdbi) {
    Handle handle = jdbi.open();
    try {
      SQLiteConnection connection = handle.getConnection().unwrap(SQLiteConnection.class);
      connection.getConnectionConfig().setAutoCommit(false);
      return new WriteConnection(handle, connection);
    } catch (SQLException e) {
      handle.close();
      throw new DatabaseException("not a connection to SQLite", e);
    }
  }

  Handle handle() {
    return handle;
  }

  /** Takes the write lock, so that nothing after it can fail for want of it. */
  void begin() {
    execute("BEGIN IMMEDIATE");
  }

  /** Everything since {@link #begin} is durable when this returns, and undone when it throws. */
  void commit() {
    execute("COMMIT");
  }

  private void execute(String sql) {
    try {
      connection.getDatabase().exec(sql, false);
    } catch (SQLException e) {
      throw new DatabaseException(sql + " failed", e);
    }
  }

  /** Closes the connection whatever its state; an open transaction is undone. */
  void discard() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("a broken connection could not be closed", e);
    }
  }
}
