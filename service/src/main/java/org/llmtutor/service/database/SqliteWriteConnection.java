package org.llmtutor.service.database;

import java.sql.SQLException;
import java.util.OptionalLong;
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
final class SqliteWriteConnection implements WriteConnection {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriteConnection.class);

  private final Handle handle;
  private final SQLiteConnection connection;

  private SqliteWriteConnection(Handle handle, SQLiteConnection connection) {
    this.handle = handle;
    this.connection = connection;
  }

  static SqliteWriteConnection open(Jdbi jdbi) {
    Handle handle = jdbi.open();
    try {
      SQLiteConnection connection = handle.getConnection().unwrap(SQLiteConnection.class);
      connection.getConnectionConfig().setAutoCommit(false);
      return new SqliteWriteConnection(handle, connection);
    } catch (SQLException e) {
      handle.close();
      throw new DatabaseException("not a connection to SQLite", e);
    }
  }

  @Override
  public Handle handle() {
    return handle;
  }

  /** Takes the write lock, so that nothing after it can fail for want of it. */
  @Override
  public OptionalLong begin(boolean inTurn) {
    execute("BEGIN IMMEDIATE");
    return OptionalLong.empty();
  }

  /** Everything since {@link #begin} is durable when this returns, and undone when it throws. */
  @Override
  public void commit() {
    execute("COMMIT");
  }

  @Override
  public Outcome outcome(long transaction) {
    throw new IllegalStateException("transactions of SQLite have no number");
  }

  private void execute(String sql) {
    try {
      connection.getDatabase().exec(sql, false);
    } catch (SQLException e) {
      throw new DatabaseException(sql + " failed", e);
    }
  }

  @Override
  public void discard() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("a broken connection could not be closed", e);
    }
  }
}
