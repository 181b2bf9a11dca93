package org.llmtutor.service.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection's statements prepared between uses, the most recently used of them: on the
 * embedded database preparing a statement takes as long as running it. For a connection that lives
 * long and is used by one thread at a time.
 */
final class KeptStatements extends DefaultStatementBuilder {

  private static final int MOST_KEPT = 100;

  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();
  private final IdentityHashMap<Statement, String> inUse = new IdentityHashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    if (context.isReturningGeneratedKeys() || context.isConcurrentUpdatable()) {
      return super.create(connection, sql, context);
    }
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? super.create(connection, sql, context) : kept;
    inUse.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection connection, String rawSql, Statement statement) throws SQLException {
    String sql = inUse.remove(statement);
    if (sql == null || !(statement instanceof PreparedStatement prepared) || !isClean(prepared)) {
      super.close(connection, rawSql, statement);
      return;
    }
    discard(idle.put(sql, prepared));
    if (idle.size() > MOST_KEPT) {
      String oldest = idle.keySet().iterator().next();
      discard(idle.remove(oldest));
    }
  }

  @Override
  public void close(Connection connection) {
    idle.values().forEach(KeptStatements::discard);
    idle.clear();
  }

  int kept() {
    return idle.size();
  }

  /** Forgets the last values; false when the driver has given the statement up after a failure. */
  private static boolean isClean(PreparedStatement statement) {
    try {
      statement.clearBatch();
      statement.clearParameters();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void discard(@Nullable PreparedStatement statement) {
    try {
      if (statement != null) {
        statement.close();
      }
    } catch (SQLException e) {
      // It was not in use, and its connection's next statement tells whether that is broken.
    }
  }
}
