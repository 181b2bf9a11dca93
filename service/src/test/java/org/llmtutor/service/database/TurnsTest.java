package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one server. */
@Timeout(60)
class TurnsTest {

  private static final JointWork<String, Long> TRANSACTION =
      (handle, requests) -> Collections.nCopies(requests.size(), transaction(handle));

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private TestDatabase one;
  private TestDatabase other;

  @BeforeEach
  void open() throws InterruptedException {
    assumeTrue(TestAddress.isPostgres(), "a file is one process's alone");
    one = new TestDatabase(directory);
    other = new TestDatabase(directory);
    var unused = CompletableFuture.supplyAsync(() -> one.write(this::hold, "first"), threads);
    running.await();
  }

  @AfterEach
  void close() {
    release.countDown();
    threads.shutdown();
    for (TestDatabase database : new TestDatabase[] {one, other}) {
      if (database != null) {
        database.close();
      }
    }
  }

  private List<String> hold(Handle handle, List<String> requests) {
    running.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return requests;
  }

  @Test
  void callsThatComeWhileAnotherInstanceHasItsTurnShareACommit() throws Exception {
    Future<Long> first = threads.submit(() -> other.write(TRANSACTION, "a"));
    while (!waitsForItsTurn()) {
      Thread.onSpinWait();
    }
    Future<Long> later = threads.submit(() -> other.write(TRANSACTION, "b"));
    while (other.waitingWrites() == 0) {
      Thread.onSpinWait();
    }
    release.countDown();
    assertThat(later.get()).isEqualTo(first.get());
  }

  @Test
  void writesThatShareNothingDoNotWaitForATurn() {
    assertThat(other.write(TurnsTest::transaction)).isPositive();
    assertThat(release.getCount()).isOne();
  }

  private boolean waitsForItsTurn() {
    return other.read(
        handle ->
            handle
                .createQuery(
                    """
                    /* test.turns */
                    SELECT EXISTS (SELECT 1 FROM pg_locks
                      WHERE locktype = 'advisory' AND NOT granted AND database =
                        (SELECT oid FROM pg_database WHERE datname = current_database()))
                    """)
                .mapTo(Boolean.class)
                .one());
  }

  private static long transaction(Handle handle) {
    return handle
        .createQuery("/* test.transaction */ SELECT txid_current()")
        .mapTo(Long.class)
        .one();
  }
}
