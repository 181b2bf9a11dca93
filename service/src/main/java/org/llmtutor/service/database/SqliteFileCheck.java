package org.llmtutor.service.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Reads every page of the file and holds tables and indexes against each other. On a connection of
 * its own, because pages that others hold in memory would hide what is on the disk.
 */
final class SqliteFileCheck {

  private static final int MOST_SHOWN = 20;
  private static final int STEPS_BETWEEN_LOOKS = 10_000;

  private SqliteFileCheck() {}

  static FileReport run(DataSource source, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    try (Connection connection = source.getConnection()) {
      ProgressHandler.setHandler(
          connection,
          STEPS_BETWEEN_LOOKS,
          new ProgressHandler() {
            @Override
            protected int progress() {
              return System.nanoTime() - end > 0 ? 1 : 0;
            }
          });
      return check(connection);
    } catch (SQLException e) {
      return failed(e, deadline);
    }
  }

  private static FileReport check(Connection connection) throws SQLException {
    List<String> damage = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "/* database.check */ PRAGMA integrity_check(" + MOST_SHOWN + ")")) {
      while (rows.next()) {
        String line = rows.getString(1);
        if (!line.equals("ok")) {
          damage.add(line);
        }
      }
    }
    return new FileReport(damage, null);
  }

  private static FileReport failed(SQLException e, Duration deadline) {
    if (e instanceof SQLiteException sqlite) {
      SQLiteErrorCode code = sqlite.getResultCode();
      if (code == SQLiteErrorCode.SQLITE_INTERRUPT) {
        return FileReport.unchecked(
            "not done within " + deadline.toSeconds() + " s; raise ledger.fileCheckDeadline");
      } else if (code.name().startsWith("SQLITE_CORRUPT")
          || code == SQLiteErrorCode.SQLITE_NOTADB) {
        return new FileReport(List.of("the file cannot be read to its end: " + code.name()), null);
      }
    }
    throw new DatabaseException("the file could not be checked", e);
  }
}
