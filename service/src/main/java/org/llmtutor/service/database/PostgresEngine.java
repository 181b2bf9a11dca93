package org.llmtutor.service.database;

import java.io.Closeable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL, shared by any number of processes. */
final class PostgresEngine implements Engine {

  /** The connection is gone, or the server is going or coming. */
  private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03", "25P03", "25P04");

  private static final Set<String> CONFLICT = Set.of("40001", "40P01");

  /** Locked by others, out of time, on a server that only reads, or an error of its disk. */
  private static final Set<String> PASSING = Set.of("55P03", "57014", "25006", "58030", "40003");

  private final DatabaseConfig config;

  PostgresEngine(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public void prepare() {
    // For the service's other files; the database is made by whoever runs the server.
    SqliteEngine.createDirectory(config.directory());
  }

  @Override
  public Closeable claim() {
    return () -> {};
  }

  @Override
  public DataSource migrating() {
    return source();
  }

  @Override
  public List<String> migrations() {
    return List.of(MIGRATIONS, "classpath:db/postgresql");
  }

  @Override
  public DataSource reading() {
    return withDeadline();
  }

  @Override
  public String readingSql() {
    return settings() + "; SET default_transaction_read_only = on";
  }

  @Override
  public Jdbi writing() {
    PGSimpleDataSource source = withDeadline();
    source.setReWriteBatchedInserts(true);
    return Jdbi.create(source).setStatementBuilderFactory(connection -> new KeptStatements());
  }

  @Override
  public WriteConnection openWriter(Jdbi writing) {
    return PostgresWriteConnection.open(
        writing,
        // A process that stalls in a transaction would keep the others from its rows.
        settings()
            + "; SET synchronous_commit = on; SET idle_in_transaction_session_timeout = "
            + config.writeTimeout().toMilliseconds());
  }

  private String settings() {
    long millis = config.statementTimeout().toMilliseconds();
    return "SET statement_timeout = " + millis + "; SET lock_timeout = " + millis;
  }

  private PGSimpleDataSource withDeadline() {
    PGSimpleDataSource source = source();
    source.setSocketTimeout((int) config.postgresql().socketTimeout().toSeconds());
    return source;
  }

  private PGSimpleDataSource source() {
    PostgresConfig postgres = config.postgresql();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(config.url());
    if (!postgres.user().isEmpty()) {
      source.setUser(postgres.user());
    }
    postgres.password().ifPresent(source::setPassword);
    source.setConnectTimeout((int) postgres.connectTimeout().toSeconds());
    source.setLoginTimeout((int) postgres.connectTimeout().toSeconds());
    source.setTcpKeepAlive(postgres.tcpKeepAlive());
    source.setApplicationName("llm-tutor");
    // The details of an error repeat the row: names, messages, code.
    source.setLogServerErrorDetail(false);
    return source;
  }

  @Override
  public Failure classify(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.startsWith("08") || LOST.contains(state)) {
      return Failure.LOST;
    }
    if (CONFLICT.contains(state)) {
      return Failure.CONFLICT;
    }
    // 53: the server has no memory, disk or connection left.
    return state.startsWith("53") || PASSING.contains(state) ? Failure.PASSING : Failure.FAULT;
  }

  @Override
  public <T> T snapshot(Handle handle, Function<Handle, T> work) {
    return handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
  }

  @Override
  public FileReport checkFiles(Duration deadline) {
    return FileReport.unchecked(
        "the database server looks after its own files; use its data checksums and pg_amcheck");
  }

  /** Vacuum does so, in its time. */
  @Override
  public void settleFiles() {}

  @Override
  public void configure(Jdbi jdbi) {
    jdbi.registerArgument(new PostgresText());
  }
}
