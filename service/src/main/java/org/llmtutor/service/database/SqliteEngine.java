package org.llmtutor.service.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The embedded database: one SQLite file of one process, in WAL mode with full sync. */
final class SqliteEngine implements Engine {

  private static final String SCHEME = "jdbc:sqlite:";
  private static final Logger LOG = LoggerFactory.getLogger(SqliteEngine.class);
  private static final int PRIMARY_CODE = 0xff;
  private static final int SETTLE_MILLIS = 1_000;

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

  private final DatabaseConfig config;

  SqliteEngine(DatabaseConfig config) {
    this.config = config;
  }

  static boolean isAddress(String url) {
    return url.startsWith(SCHEME) && url.length() > SCHEME.length();
  }

  /** The database file, without the parameters that may follow it. */
  static Path file(String url) {
    String rest = url.substring(SCHEME.length());
    int query = rest.indexOf('?');
    return Path.of(query < 0 ? rest : rest.substring(0, query));
  }

  @Override
  public boolean isServer() {
    return false;
  }

  @Override
  public void prepare() {
    createDirectory(config.directory());
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

  @Override
  public Closeable claim() {
    return FileOwner.of(file(config.url()));
  }

  @Override
  public DataSource migrating() {
    return source();
  }

  @Override
  public List<String> migrations() {
    return List.of(MIGRATIONS);
  }

  @Override
  public DataSource reading() {
    return source();
  }

  @Override
  public String readingSql() {
    return "PRAGMA query_only = ON";
  }

  @Override
  public Jdbi writing() {
    return Jdbi.create(source()).setStatementBuilderFactory(connection -> new KeptStatements());
  }

  @Override
  public WriteConnection openWriter(Jdbi writing) {
    return SqliteWriteConnection.open(writing);
  }

  private SQLiteDataSource source() {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    sqlite.setBusyTimeout((int) config.statementTimeout().toMilliseconds());
    sqlite.enforceForeignKeys(true);
    // What is deleted is overwritten: learners' texts are not to stay in free pages.
    sqlite.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "ON");
    sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl(config.url());
    return source;
  }

  @Override
  public Failure classify(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      int code = sqlite.getResultCode().code & PRIMARY_CODE;
      return PASSING.stream().anyMatch(passing -> passing.code == code)
          ? Failure.PASSING
          : Failure.FAULT;
    }
    return Failure.FAULT;
  }

  /** The log beside the file keeps old pages until it is begun anew. */
  @Override
  public void settleFiles() {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("/* settle.wait */ PRAGMA busy_timeout = " + SETTLE_MILLIS);
      statement.execute("/* settle.files */ PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      LOG.warn(
          "the write-ahead log could not be emptied ({}); it is at the next checkpoint",
          e.getMessage());
    }
  }

  /** The driver's own transactions take the write lock; one begun by hand only reads. */
  @Override
  public <T> T snapshot(Handle handle, Function<Handle, T> work) {
    handle.execute("/* snapshot.begin */ BEGIN");
    try {
      return work.apply(handle);
    } finally {
      handle.execute("/* snapshot.end */ ROLLBACK");
    }
  }

  @Override
  public FileReport checkFiles(Duration deadline) {
    return SqliteFileCheck.run(source(), deadline);
  }

  @Override
  public void configure(Jdbi jdbi) {
    int seconds = (int) Math.max(1, config.statementTimeout().toSeconds());
    jdbi.configure(SqlStatements.class, statements -> statements.setQueryTimeout(seconds));
  }
}
