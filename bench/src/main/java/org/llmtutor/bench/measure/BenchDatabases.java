package org.llmtutor.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Fresh databases that are gone afterwards: files, or, when the environment variable {@code
 * BENCH_DATABASE_URL} names a database of a PostgreSQL server, others beside it.
 */
final class BenchDatabases implements AutoCloseable {

  private final @Nullable String server;
  private final Path directory;
  private final List<String> made = new ArrayList<>();

  private BenchDatabases(@Nullable String server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  static BenchDatabases open() throws IOException {
    return new BenchDatabases(
        System.getenv("BENCH_DATABASE_URL"), Files.createTempDirectory(onDisk(), "bench-ledger-"));
  }

  /** Not a temporary directory: it may be in memory, where a sync costs nothing. */
  private static Path onDisk() {
    Path target = Path.of("bench", "target").toAbsolutePath();
    return Files.isDirectory(target) ? target : Path.of("").toAbsolutePath();
  }

  /** The address of a new database. */
  String create(String name) {
    if (server == null) {
      return "jdbc:sqlite:" + directory.resolve(name + ".db");
    }
    String database = "bench_" + name + "_" + ProcessHandle.current().pid();
    Jdbi.create(server).useHandle(handle -> handle.execute("CREATE DATABASE " + database));
    made.add(database);
    return server.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
  }

  /** A connection without anything of the service, as durable as the service's own. */
  Handle plain(String url) {
    if (server != null) {
      Handle handle = Jdbi.create(url).open();
      handle.execute("SET synchronous_commit = on");
      return handle;
    }
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl(url);
    return Jdbi.create(source).open();
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      made.forEach(name -> Jdbi.create(server).useHandle(h -> h.execute("DROP DATABASE " + name)));
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(BenchDatabases::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be deleted; delete it by hand", e);
    }
  }
}
