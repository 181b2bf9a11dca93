package org.llmtutor.service.database;

import com.codahale.metrics.MetricRegistry;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.dropwizard.lifecycle.Managed;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.trace.TraceSpan;

/**
 * The database of the configured engine: one writer with group commit, a small pool of connections
 * that only read. Safe for concurrent use.
 */
public final class JdbiDatabase implements Database, Managed {

  private final Engine engine;
  private final HikariDataSource readers;
  private final Jdbi reading;
  private final GroupCommit writer;
  private final Closeable claim;

  private JdbiDatabase(
      Engine engine, HikariDataSource readers, Jdbi reading, GroupCommit writer, Closeable claim) {
    this.engine = engine;
    this.readers = readers;
    this.reading = reading;
    this.writer = writer;
    this.claim = claim;
  }

  /**
   * Opens the database, an embedded one with its directory when missing, and registers metrics. The
   * schema is not touched: see {@link Migrations}.
   *
   * @throws DatabaseException when another service uses an embedded file
   */
  public static JdbiDatabase open(DatabaseConfig config, Metrics metrics, MetricRegistry codahale) {
    Engine engine = Engine.of(config);
    engine.prepare();
    Closeable claim = engine.claim();
    StatementTelemetry telemetry =
        new StatementTelemetry(metrics, config, engine.isServer() ? "postgresql" : "sqlite");
    Jdbi writing = configure(engine.writing(), engine, telemetry);
    GroupCommit writer =
        new GroupCommit(
            () -> engine.openWriter(writing), engine, telemetry, config, "database-writer");
    HikariDataSource readers = pool(config, engine, codahale);
    metrics.gauge(
        "database_pool_size",
        "Open connections in the read pool.",
        () -> pooled(readers, HikariPoolMXBean::getTotalConnections));
    metrics.gauge(
        "database_active_connections",
        "Connections of the read pool that are in use.",
        () -> pooled(readers, HikariPoolMXBean::getActiveConnections));
    Jdbi reading = configure(Jdbi.create(readers), engine, telemetry);
    return new JdbiDatabase(engine, readers, reading, writer, claim);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    try {
      return tryRead(work);
    } catch (JdbiException e) {
      if (Failure.of(e, engine) != Failure.LOST) {
        throw Failure.translate(e, engine);
      }
    }
    // The server went away; it may be back, and the pool's other connections are gone too.
    readers.getHikariPoolMXBean().softEvictConnections();
    try {
      return tryRead(work);
    } catch (JdbiException e) {
      throw Failure.translate(e, engine);
    }
  }

  private <T> T tryRead(Function<Handle, T> work) {
    try {
      return reading.withHandle(work::apply);
    } catch (ConnectionException e) {
      throw new DatabaseException.Unavailable("no connection to the database in time", e);
    }
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return TraceSpan.around("database.write", () -> writer.run(work));
  }

  @Override
  public <R, T> T write(JointWork<R, T> work, R request) {
    return TraceSpan.around("database.write", () -> writer.run(work, request));
  }

  @Override
  public <T> T snapshot(Function<Handle, T> work) {
    return read(handle -> engine.snapshot(handle, work));
  }

  @Override
  public FileReport checkFiles(Duration deadline) {
    return engine.checkFiles(deadline);
  }

  @Override
  public void settleFiles() {
    engine.settleFiles();
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
    try {
      claim.close();
    } catch (IOException e) {
      throw new DatabaseException("the database could not be given up", e);
    }
  }

  private static HikariDataSource pool(
      DatabaseConfig config, Engine engine, MetricRegistry codahale) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("reads");
    hikari.setDataSource(engine.reading());
    hikari.setConnectionInitSql(engine.readingSql());
    hikari.setMaximumPoolSize(config.readPoolSize());
    hikari.setConnectionTimeout(Math.max(250, config.statementTimeout().toMilliseconds()));
    // Whether a server answers is for the migrations to find out, and for the health check. A file
    // is opened at once: the first connection sets its journal mode, for which it must be alone.
    hikari.setInitializationFailTimeout(engine.isServer() ? -1 : 1);
    hikari.setMetricRegistry(codahale);
    return new HikariDataSource(hikari);
  }

  private static Jdbi configure(Jdbi jdbi, Engine engine, StatementTelemetry telemetry) {
    jdbi.setSqlLogger(telemetry);
    // The default message repeats the statement's values: names, messages, code.
    jdbi.configure(
        StatementExceptions.class, texts -> texts.setMessageRendering(MessageRendering.NONE));
    engine.configure(jdbi);
    return jdbi;
  }

  private static int pooled(HikariDataSource source, ToIntFunction<HikariPoolMXBean> reading) {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return pool == null || source.isClosed() ? 0 : reading.applyAsInt(pool);
  }
}
