package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A commit that the database refuses. A disk whose sync fails looks the same from here; this one
 * fails at a foreign key that is checked at the commit, with the real database.
 */
class FailedCommitTest {

  @TempDir Path directory;
  private TestDatabase database;
  private final ExecutorService threads = Executors.newFixedThreadPool(3);

  @BeforeEach
  void open() {
    assumeFalse(TestAddress.isPostgres(), "SQLite's own way to refuse a commit");
    database = new TestDatabase(directory);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    if (database != null) {
      database.close();
    }
  }

  @Test
  @Tag("fault-05")
  void failsAllThatSharedItAndIsNotTriedAgainAsASuccess() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Integer> first = write(handle -> holdUp(handle, running, release));
    running.await();
    CompletableFuture<Integer> good = write(handle -> insert(handle, "good"));
    CompletableFuture<Integer> bad = write(FailedCommitTest::violate);
    release.countDown();
    assertThat(first.join()).isEqualTo(1);
    assertThatThrownBy(bad::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(DatabaseException.Unavailable.class);
    boolean together = good.handle((rows, failure) -> failure != null).join();
    assertThat(codes()).containsExactlyElementsOf(together ? List.of("1") : List.of("1", "good"));
    assertThat(database.<Integer>write(handle -> insert(handle, "later"))).isEqualTo(1);
    assertThat(codes()).contains("later").doesNotContain("bad");
  }

  private CompletableFuture<Integer> write(Function<Handle, Integer> work) {
    return CompletableFuture.supplyAsync(() -> database.write(work), threads);
  }

  private static int holdUp(Handle handle, CountDownLatch running, CountDownLatch release) {
    running.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return insert(handle, "1");
  }

  private static int violate(Handle handle) {
    handle.execute("PRAGMA defer_foreign_keys = ON");
    insert(handle, "bad");
    return handle.execute(
        "/* test.orphan */ INSERT INTO message"
            + " (id, conversation_id, role, body, complete, created_at)"
            + " VALUES ('m', 'none', 'tutor', '', 1, 0)");
  }

  private static int insert(Handle handle, String code) {
    return handle.execute(
        "/* test.insert */ INSERT INTO class (code, title, created_at) VALUES (?, '', 0)", code);
  }

  private List<String> codes() {
    return database.read(
        handle ->
            handle
                .createQuery("/* test.codes */ SELECT code FROM class ORDER BY code")
                .mapTo(String.class)
                .list());
  }
}
