package org.llmtutor.service.database;

import com.codahale.metrics.MetricRegistry;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.llmtutor.service.telemetry.Metrics;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The embedded database: one SQLite file in WAL mode with full sync, one writer with group commit,
 * a small pool of connections that only read. Safe for concurrent use.
 */
public final class SqliteDatabase implements Database, Managed {

  private final HikariDataSource readers;
  private final Jdbi reading;
  private final GroupCommit writer;
  private final FileOwner owner;

  private SqliteDatabase(
      HikariDataSource readers, Jdbi reading, GroupCommit writer, FileOwner owner) {
    this.owner = owner;
    this.readers = readers;
    this.reading = reading;
    this.writer = writer;
  }

  /**
   * Opens the file, makes its directory when missing, and registers metrics. The schema is not
   * touched: see {@link Migrations}.
   *
   * @throws DatabaseException when another service uses the file
   */
  public static SqliteDatabase open(
      DatabaseConfig config, Metrics metrics, MetricRegistry codahale) {
    createDirectory(config.directory());
    FileOwner owner = FileOwner.of(config);
    StatementTelemetry telemetry =
        new StatementTelemetry(metrics, config.slowQuery().toJavaDuration());
    Jdbi writing = jdbi(Jdbi.create(dataSource(config)), config, telemetry);
    writing.setStatementBuilderFactory(connection -> new KeptStatements());
    GroupCommit writer =
        new GroupCommit(() -> WriteConnection.open(writing), telemetry, config, "database-writer");
    HikariDataSource readers = pool(config, codahale);
    metrics.gauge(
        "database_pool_size",
        "Open connections in the read pool.",
        () -> pooled(readers, HikariPoolMXBean::getTotalConnections));
    metrics.gauge(
        "database_active_connections",
        "Connections of the read pool that are in use.",
        () -> pooled(readers, HikariPoolMXBean::getActiveConnections));
    Jdbi reading = jdbi(Jdbi.create(readers), config, telemetry);
    return new SqliteDatabase(readers, reading, writer, owner);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    try {
      return reading.withHandle(work::apply);
    } catch (ConnectionException e) {
      throw new DatabaseException.Unavailable("no connection to the database in time", e);
    } catch (JdbiException e) {
      throw SqliteErrors.translate(e);
    }
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return writer.run(work);
  }

  /** The driver's own transactions take the write lock; one begun by hand only reads. */
  @Override
  public <T> T snapshot(Function<Handle, T> work) {
    return read(
        handle -> {
          handle.execute("/* snapshot.begin */ BEGIN");
          try {
            return work.apply(handle);
          } finally {
            handle.execute("/* snapshot.end */ ROLLBACK");
          }
        });
  }

  @Override
  public FileReport checkFiles(Duration deadline) {
    return SqliteFileCheck.run(readers.getDataSource(), deadline);
  }

  /** Writes that wait for their commit. */
  public int waitingWrites() {
    return writer.waiting();
  }

  /** Finishes the waiting writes and closes every connection. */
  @Override
  public void stop() {
    writer.close();
    readers.close();
    owner.close();
  }

  static SQLiteDataSource dataSource(DatabaseConfig config) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    sqlite.setBusyTimeout((int) config.statementTimeout().toMilliseconds());
    sqlite.enforceForeignKeys(true);
    sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl(config.url());
    return source;
  }

  private static HikariDataSource pool(DatabaseConfig config, MetricRegistry codahale) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("reads");
    hikari.setDataSource(dataSource(config));
    hikari.setConnectionInitSql("PRAGMA query_only = ON");
    hikari.setMaximumPoolSize(config.readPoolSize());
    hikari.setConnectionTimeout(Math.max(250, config.statementTimeout().toMilliseconds()));
    hikari.setMetricRegistry(codahale);
    return new HikariDataSource(hikari);
  }

  private static Jdbi jdbi(Jdbi jdbi, DatabaseConfig config, StatementTelemetry telemetry) {
    jdbi.setSqlLogger(telemetry);
    // The default message repeats the statement's values: names, messages, code.
    jdbi.configure(
        StatementExceptions.class, texts -> texts.setMessageRendering(MessageRendering.NONE));
    int seconds = (int) Math.max(1, config.statementTimeout().toSeconds());
    jdbi.configure(SqlStatements.class, statements -> statements.setQueryTimeout(seconds));
    return jdbi;
  }

  private static int pooled(HikariDataSource source, ToIntFunction<HikariPoolMXBean> reading) {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return pool == null || source.isClosed() ? 0 : reading.applyAsInt(pool);
  }

  /** A directory that is made here is its owner's alone: it holds what learners wrote. */
  static void createDirectory(Path directory) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createDirectories(directory, ownerOnly);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "database.url: cannot make the directory " + directory + "; check its permissions", e);
    }
  }
}
