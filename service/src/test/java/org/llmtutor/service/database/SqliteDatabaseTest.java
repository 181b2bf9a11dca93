package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.util.Duration;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.telemetry.Metrics;

class SqliteDatabaseTest {

  private final CollectorRegistry registry = new CollectorRegistry();
  private final MetricRegistry codahale = new MetricRegistry();
  @TempDir Path directory;
  private DatabaseConfig config;
  private JdbiDatabase database;

  @BeforeEach
  void open() {
    config = DatabaseConfig.at("jdbc:sqlite:" + directory.resolve("sub/tutor.db"));
    database = JdbiDatabase.open(config, new Metrics(registry), codahale);
    new Migrations(config).apply();
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void migratesOnceAndThenHasNothingToDo() {
    assertThat(new Migrations(config).apply()).isZero();
    assertThat(new Migrations(config).pending()).isEmpty();
    assertThat(new Migrations(config).applied()).first().isEqualTo("V1 accounts");
  }

  @Test
  void readsWhatWasWritten() {
    addClass("c1");
    assertThat(classes()).containsExactly("c1");
  }

  @Test
  void aFailingWriteTakesOnlyItselfBack() {
    List<CompletableFuture<Integer>> writes;
    try (Pool pool = new Pool(16)) {
      writes =
          IntStream.range(0, 200)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> addOrFail(i), pool.executor))
              .toList();
      writes.forEach(write -> write.handle((value, error) -> value).join());
    }
    assertThat(writes.stream().filter(CompletableFuture::isCompletedExceptionally)).hasSize(67);
    assertThat(classes()).hasSize(133).noneMatch(code -> Integer.parseInt(code) % 3 == 0);
  }

  @Test
  void theCallerGetsTheExceptionThatTheWorkThrew() {
    assertThatThrownBy(
            () ->
                database.write(
                    handle -> {
                      throw new IllegalStateException("mine");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mine");
  }

  @Test
  void refusesAWriteWhenTooManyWait() {
    database.stop();
    DatabaseConfig narrow =
        DatabaseConfig.of(config.url(), null, null, null, null, 1, 1, null, null, null);
    database = JdbiDatabase.open(narrow, new Metrics(new CollectorRegistry()), codahale());
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Pool pool = new Pool(2)) {
      CompletableFuture<Void> slow =
          CompletableFuture.runAsync(
              () -> database.write(h -> hold(running, release)), pool.executor);
      await(running);
      CompletableFuture<Void> queued =
          CompletableFuture.runAsync(() -> addClass("queued"), pool.executor);
      while (database.waitingWrites() == 0) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> addClass("refused"))
          .isInstanceOf(DatabaseException.Unavailable.class)
          .hasMessageContaining("maxQueuedWrites");
      release.countDown();
      CompletableFuture.allOf(slow, queued).join();
    }
    assertThat(classes()).containsExactly("queued");
  }

  @Test
  void theReadPoolCannotWrite() {
    assertThatThrownBy(
            () -> database.read(h -> h.execute("/* test.write */ DELETE FROM health_probe")))
        .hasMessageContaining("readonly");
  }

  @Test
  void timesStatementsByTypeAndShowsThePool() {
    addClass("c1");
    classes();
    assertThat(samples("insert")).isEqualTo(1);
    assertThat(samples("select")).isEqualTo(1);
    assertThat(samples("commit")).isEqualTo(1);
    assertThat(registry.getSampleValue("database_pool_size")).isGreaterThanOrEqualTo(1);
    assertThat(registry.getSampleValue("database_active_connections")).isZero();
  }

  @Test
  void countsAStatementAboveTheSlowLine() {
    database.stop();
    DatabaseConfig strict =
        DatabaseConfig.of(
            config.url(), null, Duration.nanoseconds(1), null, null, null, null, null, null, null);
    CollectorRegistry fresh = new CollectorRegistry();
    database = JdbiDatabase.open(strict, new Metrics(fresh), codahale());
    classes();
    assertThat(
            fresh.getSampleValue(
                "database_slow_queries_total",
                new String[] {"query_type"},
                new String[] {"select"}))
        .isEqualTo(1);
  }

  @Test
  void refusesAFileThatAnotherServiceUses() {
    MetricRegistry other = codahale();
    Metrics metrics = new Metrics(new CollectorRegistry());
    assertThatThrownBy(() -> JdbiDatabase.open(config, metrics, other))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("another service uses")
        .hasMessageContaining("DATABASE_URL");
  }

  @Test
  void keepsWhatLearnersWroteFromOtherUsers() throws IOException {
    assertThat(Files.getPosixFilePermissions(directory.resolve("sub")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void refusesWorkOnceStopped() {
    database.stop();
    assertThatThrownBy(() -> addClass("late")).isInstanceOf(DatabaseException.Unavailable.class);
  }

  private MetricRegistry codahale() {
    return new MetricRegistry();
  }

  private double samples(String type) {
    return registry.getSampleValue(
        "database_query_duration_seconds_count", new String[] {"query_type"}, new String[] {type});
  }

  private int addOrFail(int i) {
    return database.write(
        handle -> {
          int rows = insert(handle, String.valueOf(i));
          if (i % 3 == 0) {
            throw new IllegalStateException("every third fails");
          }
          return rows;
        });
  }

  private void addClass(String code) {
    database.write(handle -> insert(handle, code));
  }

  private static int insert(Handle handle, String code) {
    return handle.execute(
        "/* test.insert */ INSERT INTO class (code, title, created_at) VALUES (?, ?, 0)",
        code,
        code);
  }

  private List<String> classes() {
    return database.read(
        h -> h.createQuery("/* test.classes */ SELECT code FROM class").mapTo(String.class).list());
  }

  private static int hold(CountDownLatch running, CountDownLatch release) {
    running.countDown();
    await(release);
    return 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An executor that ends with the test; ExecutorService is not closeable on 17. */
  private record Pool(ExecutorService executor) implements AutoCloseable {

    Pool(int threads) {
      this(Executors.newFixedThreadPool(threads));
    }

    @Override
    public void close() {
      executor.shutdown();
    }
  }
}
