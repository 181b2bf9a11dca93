package org.llmtutor.bench.measure;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.llmtutor.service.cost.MeteredFailure;
import org.llmtutor.service.cost.MeteredReply;

/**
 * Three fresh databases: the ledger as shipped, the ledger with one transaction in each commit, and
 * a plain connection that is as durable. Safe for concurrent use but for {@link #singleCommit}.
 */
final class LedgerUnderLoad implements AutoCloseable {

  private static final String CREATE =
      """
      /* bench.create */
      CREATE TABLE bench_row (learner TEXT, nanos BIGINT, note TEXT)
      """;
  private static final String INSERT =
      "/* bench.insert */ INSERT INTO bench_row (learner, nanos, note) VALUES (?, ?, ?)";
  private static final int SHIPPED_BATCH = 128;

  private final BenchDatabases databases;
  private final BenchLedger grouped;
  private final BenchLedger alone;
  private final Handle single;

  private LedgerUnderLoad(
      BenchDatabases databases, BenchLedger grouped, BenchLedger alone, Handle single) {
    this.databases = databases;
    this.grouped = grouped;
    this.alone = alone;
    this.single = single;
  }

  static LedgerUnderLoad open() throws IOException {
    BenchDatabases databases = BenchDatabases.open();
    BenchLedger grouped = BenchLedger.open(databases.create("grouped"), SHIPPED_BATCH);
    BenchLedger alone = BenchLedger.open(databases.create("alone"), 1);
    Handle single = databases.plain(databases.create("single"));
    grouped.database().write(handle -> handle.execute(CREATE));
    single.execute(CREATE);
    return new LedgerUnderLoad(databases, grouped, alone, single);
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
    databases.close();
  }
}
