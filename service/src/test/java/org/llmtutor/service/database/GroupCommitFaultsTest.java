package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.google.common.base.Throwables;
import io.dropwizard.util.Duration;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.telemetry.Metrics;

/** What a write's caller is told when the database cannot write. */
class GroupCommitFaultsTest {

  private static final String CANARY = "Ada Canary-7731";

  @TempDir Path directory;
  private String url = "";
  private JdbiDatabase database;

  @BeforeEach
  void migrate() {
    url = "jdbc:sqlite:" + directory.resolve("tutor.db");
    new Migrations(DatabaseConfig.at(url)).apply();
    open("");
  }

  private void open(String pragmas) {
    DatabaseConfig config =
        DatabaseConfig.of(
            url + pragmas,
            null,
            null,
            null,
            Duration.seconds(1),
            null,
            null,
            Duration.seconds(5),
            null,
            null);
    database =
        JdbiDatabase.open(config, new Metrics(new CollectorRegistry()), new MetricRegistry());
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  @Tag("fault-05")
  void aFullDatabaseIsUnavailableKeepsWhatItHasAndRecovers() {
    addClass("before", "x");
    database.stop();
    open("?max_page_count=" + (pages() + 2));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> addClass("big", "x".repeat(100_000)))
          .isInstanceOf(DatabaseException.Unavailable.class);
    }
    assertThat(codes()).containsExactly("before");
    addClass("small", "x");
    assertThat(codes()).containsExactly("before", "small");
  }

  @Test
  @Tag("fault-06")
  void aDatabaseThatIsLockedByAnotherIsUnavailableAndNothingIsWritten() {
    try (Handle other = Jdbi.create(url).open()) {
      other.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> addClass("late", "x"))
          .isInstanceOf(DatabaseException.Unavailable.class);
      other.execute("ROLLBACK");
    }
    addClass("after", "x");
    assertThat(codes()).containsExactly("after");
  }

  @Test
  void anInterruptDoesNotHideThatTheWriteHappened() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<String> outcome = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              int rows = database.write(handle -> insertSlowly(handle, running, release));
              outcome.complete(rows + " row, interrupted " + Thread.interrupted());
            });
    caller.setUncaughtExceptionHandler((thread, e) -> outcome.completeExceptionally(e));
    caller.start();
    running.await();
    caller.interrupt();
    awaitUninterrupted(caller);
    release.countDown();
    assertThat(outcome.join()).isEqualTo("1 row, interrupted true");
    assertThat(codes()).containsExactly("slow");
  }

  @Test
  void anInterruptTakesBackAWriteThatHasNotBegun() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(
            () -> database.write(handle -> insertSlowly(handle, running, release)));
    awaitLatch(running);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> addClass("second", "x"))
        .isInstanceOf(DatabaseException.Unavailable.class);
    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    release.countDown();
    first.join();
    assertThat(codes()).containsExactly("slow");
  }

  @Test
  void anErrorInOneWriteDoesNotStopTheOnesAfterIt() {
    assertThatThrownBy(
            () ->
                database.write(
                    handle -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(DatabaseException.class);
    addClass("after", "x");
    assertThat(codes()).containsExactly("after");
  }

  @Test
  void whatIsQueuedAtTheEndIsWritten() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(
            () -> database.write(handle -> insertSlowly(handle, running, release)));
    awaitLatch(running);
    List<CompletableFuture<Void>> queued =
        IntStream.range(0, 1)
            .mapToObj(i -> CompletableFuture.runAsync(() -> addClass("queued" + i, "x")))
            .toList();
    while (database.waitingWrites() < queued.size()) {
      Thread.onSpinWait();
    }
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(database::stop);
    release.countDown();
    first.join();
    queued.forEach(CompletableFuture::join);
    stopped.join();
    open("");
    assertThat(codes()).containsExactly("queued0", "slow");
  }

  @Test
  @Tag("fault-33")
  void aFailureTellsNoValueOfTheStatement() {
    assertThatThrownBy(
            () ->
                database.write(
                    handle ->
                        handle
                            .createUpdate(
                                "/* test.bad */ INSERT INTO learner (id, display_name) VALUES (:id, :name)")
                            .bind("id", "id")
                            .bind("name", CANARY)
                            .execute()))
        .satisfies(
            failure ->
                assertThat(Throwables.getStackTraceAsString(failure)).doesNotContain(CANARY));
  }

  private static void awaitUninterrupted(Thread caller) {
    while (caller.isInterrupted() && caller.isAlive()) {
      Thread.onSpinWait();
    }
  }

  private static int insertSlowly(Handle handle, CountDownLatch running, CountDownLatch release) {
    running.countDown();
    awaitLatch(release);
    return insert(handle, "slow", "x");
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addClass(String code, String title) {
    database.write(handle -> insert(handle, code, title));
  }

  private static int insert(Handle handle, String code, String title) {
    return handle.execute(
        "/* test.insert */ INSERT INTO class (code, title, created_at) VALUES (?, ?, 0)",
        code,
        title);
  }

  private List<String> codes() {
    return database.read(
        handle ->
            handle
                .createQuery("/* test.codes */ SELECT code FROM class ORDER BY code")
                .mapTo(String.class)
                .list());
  }

  private int pages() {
    return Jdbi.create(url)
        .withHandle(handle -> handle.createQuery("PRAGMA page_count").mapTo(Integer.class).one());
  }
}
