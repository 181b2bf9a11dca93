package org.llmtutor.service.database;

import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL connection that writes. The number of each transaction is known before its commit,
 * so that after a cut connection the database can be asked whether it was committed (ADR 13).
 */
final class PostgresWriteConnection implements WriteConnection {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresWriteConnection.class);
  private static final int MOST_QUESTIONS = 20;
  private static final long BETWEEN_QUESTIONS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final String BEGIN = "/* write.begin */ SELECT txid_current()";

  /** The number is of this service's choice; nothing else in its database locks by it. */
  private static final String BEGIN_IN_TURN =
      "/* write.begin_in_turn */ SELECT txid_current(), pg_advisory_xact_lock(7310594860)";

  private final Handle handle;

  private PostgresWriteConnection(Handle handle) {
    this.handle = handle;
  }

  static PostgresWriteConnection open(Jdbi jdbi, String settings) {
    Handle handle = jdbi.open();
    try {
      handle.execute(settings);
      handle.getConnection().setAutoCommit(false);
      return new PostgresWriteConnection(handle);
    } catch (SQLException | RuntimeException e) {
      handle.close();
      throw new DatabaseException.Unavailable("the connection could not be set up", e);
    }
  }

  @Override
  public Handle handle() {
    return handle;
  }

  @Override
  public OptionalLong begin(boolean inTurn) {
    return OptionalLong.of(
        handle.createQuery(inTurn ? BEGIN_IN_TURN : BEGIN).mapTo(Long.class).one());
  }

  @Override
  public void commit() {
    try {
      handle.getConnection().commit();
    } catch (SQLException e) {
      throw new DatabaseException("COMMIT failed", e);
    }
  }

  /** Asks again while the server has not noticed yet that the other connection is gone. */
  @Override
  public Outcome outcome(long transaction) {
    String status = status(transaction);
    for (int i = 1; i < MOST_QUESTIONS && status.equals("in progress"); i++) {
      LockSupport.parkNanos(BETWEEN_QUESTIONS);
      status = status(transaction);
    }
    return switch (status) {
      case "committed" -> Outcome.COMMITTED;
      case "aborted" -> Outcome.UNDONE;
      default -> Outcome.UNKNOWN;
    };
  }

  private String status(long transaction) {
    String status =
        handle
            .createQuery("/* write.outcome */ SELECT txid_status(:transaction)")
            .bind("transaction", transaction)
            .mapTo(String.class)
            .findOne()
            .orElse("");
    handle.rollback();
    return status;
  }

  @Override
  public void discard() {
    try {
      handle.getConnection().close();
    } catch (SQLException e) {
      LOG.warn("a broken connection could not be closed", e);
    }
  }
}
