package org.llmtutor.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.llmtutor.service.cost.MeteredFailure;
import org.llmtutor.service.cost.MeteredReply;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Three fresh files: the ledger as shipped, the ledger with one transaction in each commit, and a
 * plain connection that is as durable. Safe for concurrent use but for {@link #singleCommit}.
 */
final class LedgerUnderLoad implements AutoCloseable {

  private static final String CREATE =
      """
      /* bench.create */
      CREATE TABLE bench_row (id INTEGER PRIMARY KEY, learner TEXT, nanos BIGINT, note TEXT)
      """;
  private static final String INSERT =
      "/* bench.insert */ INSERT INTO bench_row (learner, nanos, note) VALUES (?, ?, ?)";
  private static final int SHIPPED_BATCH = 128;

  private final Path directory;
  private final BenchLedger grouped;
  private final BenchLedger alone;
  private final Handle single;

  private LedgerUnderLoad(Path directory, BenchLedger grouped, BenchLedger alone, Handle single) {
    this.directory = directory;
    this.grouped = grouped;
    this.alone = alone;
    this.single = single;
  }

  static LedgerUnderLoad open() throws IOException {
    Path directory = Files.createTempDirectory(onDisk(), "bench-ledger-");
    BenchLedger grouped = BenchLedger.open(directory.resolve("grouped.db"), SHIPPED_BATCH);
    BenchLedger alone = BenchLedger.open(directory.resolve("alone.db"), 1);
    Handle single = plain(directory.resolve("single.db"));
    grouped.database().write(handle -> handle.execute(CREATE));
    single.execute(CREATE);
    return new LedgerUnderLoad(directory, grouped, alone, single);
  }

  /** Not a temporary directory: it may be in memory, where a sync costs nothing. */
  private static Path onDisk() {
    Path target = Path.of("bench", "target").toAbsolutePath();
    return Files.isDirectory(target) ? target : Path.of("").toAbsolutePath();
  }

  /** As durable as the service's own connection: write-ahead log, a sync for each commit. */
  private static Handle plain(Path file) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + file);
    return Jdbi.create(source).open();
  }

  /** One row, one transaction, one sync. */
  int singleCommit() {
    return insert(single);
  }

  /** One row; the sync is shared. */
  int groupCommit() {
    return grouped.database().write(LedgerUnderLoad::insert);
  }

  private static int insert(Handle handle) {
    int i = ThreadLocalRandom.current().nextInt(BenchLedger.LEARNERS);
    return handle.execute(INSERT, "learner-" + i, 123_456_789L, "settled by the provider's count");
  }

  /** A hold and a settlement; syncs are shared. */
  MeteredReply call() throws MeteredFailure {
    return grouped.call();
  }

  /** A hold and a settlement, a sync for each. */
  MeteredReply callAlone() throws MeteredFailure {
    return alone.call();
  }

  @Override
  public void close() throws IOException {
    single.close();
    grouped.close();
    alone.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(LedgerUnderLoad::delete);
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
