package org.llmtutor.service.database;

import java.io.Closeable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What differs between the databases that the service runs on. Stateless. */
sealed interface Engine permits SqliteEngine, PostgresEngine {

  /** Migrations that every engine runs. */
  String MIGRATIONS = "classpath:db/migration";

  /** The engine of the address. */
  static Engine of(DatabaseConfig config) {
    return PostgresConfig.isAddress(config.url())
        ? new PostgresEngine(config)
        : new SqliteEngine(config);
  }

  /** Whether the database is another process, which may be away. */
  boolean isServer();

  /** Makes what has to be there before the first connection, such as a directory. */
  void prepare();

  /**
   * Keeps others away from a database that is for one process alone, until it is closed.
   *
   * @throws DatabaseException when another process has it
   */
  Closeable claim();

  /** Connections for migrations, which have no deadline. */
  DataSource migrating();

  /** Where its migrations are; versions are counted over all engines. */
  List<String> migrations();

  /** Connections for the pool. */
  DataSource reading();

  /** SQL that makes a connection of the pool read only. */
  String readingSql();

  /** The source of the connections that write. */
  Jdbi writing();

  /** Opens a connection of {@link #writing}. */
  WriteConnection openWriter(Jdbi writing);

  /** What a failure says of the database. */
  Failure classify(SQLException failure);

  /** Runs {@code work} so that all of its statements see one state of the database. */
  <T> T snapshot(Handle handle, Function<Handle, T> work);

  /** Looks for damage in the files, where they are the service's own; stops at the deadline. */
  FileReport checkFiles(Duration deadline);

  /** Empties files beside the database's own that may still hold what was deleted. */
  void settleFiles();

  /** Sets what only this engine needs, for reads and writes alike. */
  void configure(Jdbi jdbi);
}
