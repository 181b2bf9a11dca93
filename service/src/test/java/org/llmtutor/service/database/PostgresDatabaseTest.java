package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.google.common.base.Throwables;
import io.dropwizard.util.Duration;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.telemetry.Metrics;

/** What the service relies on of PostgreSQL, on a real server. */
class PostgresDatabaseTest {

  private static final String CANARY = "Ada Canary-7731";

  /** Longer than the server waits before it looks for a deadlock. */
  private static final Duration TIMEOUT = Duration.seconds(6);

  private final String url = PostgresServer.migrated();
  private JdbiDatabase database;

  @BeforeEach
  void open() {
    database = open(url);
  }

  @AfterEach
  void close() {
    database.stop();
  }

  private static JdbiDatabase open(String url) {
    DatabaseConfig config =
        DatabaseConfig.of(
            url, null, null, null, TIMEOUT, null, null, Duration.seconds(30), null, null);
    return JdbiDatabase.open(config, new Metrics(new CollectorRegistry()), new MetricRegistry());
  }

  @Test
  void readsWhatWasWritten() {
    addClass(database, "c1");
    assertThat(codes()).containsExactly("c1");
  }

  @Test
  void aFailingWriteTakesOnlyItselfBack() {
    List<CompletableFuture<Integer>> writes =
        IntStream.range(0, 60)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> addOrFail(i)))
            .toList();
    writes.forEach(write -> write.handle((value, error) -> value).join());
    assertThat(writes.stream().filter(CompletableFuture::isCompletedExceptionally)).hasSize(20);
    assertThat(codes()).hasSize(40).noneMatch(code -> Integer.parseInt(code) % 3 == 0);
  }

  @Test
  void theReadPoolCannotWrite() {
    assertThatThrownBy(
            () -> database.read(h -> h.execute("/* test.write */ DELETE FROM health_probe")))
        .hasStackTraceContaining("read-only transaction");
  }

  @Test
  void everyCommitIsSyncedAndEveryStatementHasADeadline() {
    assertThat(database.<String>write(handle -> setting(handle, "synchronous_commit")))
        .isEqualTo("on");
    assertThat(database.<String>write(handle -> setting(handle, "statement_timeout")))
        .isEqualTo("6s");
    assertThat(database.<String>read(handle -> setting(handle, "statement_timeout")))
        .isEqualTo("6s");
  }

  @Test
  void aRowThatOthersKeepLockedIsUnavailable() {
    addClass(database, "c1");
    try (Handle other = Jdbi.create(url).open()) {
      other.execute("BEGIN");
      other.execute("UPDATE class SET title = 'other' WHERE code = 'c1'");
      assertThatThrownBy(() -> touch(database, "c1", () -> {}, "c1"))
          .isInstanceOf(DatabaseException.Unavailable.class);
      other.execute("ROLLBACK");
    }
    touch(database, "c1", () -> {}, "c1");
  }

  @Test
  void ofTwoProcessesThatLockEachOtherOutBothSucceed() {
    addClass(database, "c1");
    addClass(database, "c2");
    JdbiDatabase second = open(url);
    try {
      CyclicBarrier both = new CyclicBarrier(2);
      CountDownLatch met = new CountDownLatch(2);
      Runnable meet = () -> meetOnce(both, met);
      CompletableFuture<Void> one =
          CompletableFuture.runAsync(() -> touch(database, "c1", meet, "c2"));
      CompletableFuture<Void> two =
          CompletableFuture.runAsync(() -> touch(second, "c2", meet, "c1"));
      CompletableFuture.allOf(one, two).join();
    } finally {
      second.stop();
    }
    assertThat(titles()).containsExactly("++", "++");
  }

  @Test
  void aConnectionThatTheServerEndsIsReplacedAndTheWriteSucceeds() {
    addClass(database, "before");
    PostgresServer.admin(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
            .formatted(name()));
    addClass(database, "after");
    assertThat(
            database.<Long>write(
                h ->
                    h.createQuery("/* test.count */ SELECT COUNT(*) FROM class")
                        .mapTo(Long.class)
                        .one()))
        .isEqualTo(2);
  }

  /** Fault 6. */
  @Test
  void aDatabaseThatIsAwayIsUnavailableAtOnceAndComesBack() {
    addClass(database, "before");
    PostgresServer.admin("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(name()));
    PostgresServer.admin(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
            .formatted(name()));
    assertThatThrownBy(() -> addClass(database, "lost"))
        .isInstanceOf(DatabaseException.Unavailable.class);
    assertThat(new DatabaseHealthCheck(database).execute().isHealthy()).isFalse();
    PostgresServer.admin("ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(name()));
    addClass(database, "after");
    assertThat(codes()).containsExactly("after", "before");
    assertThat(new DatabaseHealthCheck(database).execute().isHealthy()).isTrue();
  }

  @Test
  void aCharacterThatPostgresCannotKeepIsReplaced() {
    addClass(database, "a\0b");
    assertThat(codes()).containsExactly("a\uFFFDb");
  }

  @Test
  void aSchemaIsMigratedByOneOfSeveralThatStartTogether() {
    DatabaseConfig empty = DatabaseConfig.at(PostgresServer.empty());
    List<CompletableFuture<Integer>> starts =
        IntStream.range(0, 3)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> new Migrations(empty).apply()))
            .toList();
    int applied = starts.stream().mapToInt(CompletableFuture::join).sum();
    assertThat(new Migrations(empty).applied()).hasSize(applied).isNotEmpty();
    assertThat(new Migrations(empty).pending()).isEmpty();
  }

  /** Fault 33. */
  @Test
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

  private String name() {
    return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
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

  private static void addClass(Database database, String code) {
    int unused = database.write(handle -> insert(handle, code));
  }

  private static int insert(Handle handle, String code) {
    return handle.execute(
        "/* test.insert */ INSERT INTO class (code, title, created_at) VALUES (?, '', 0)", code);
  }

  /** Locks two rows, one after the other. */
  private static void touch(Database database, String first, Runnable between, String then) {
    int unused =
        database.write(
            handle -> {
              int rows = append(handle, first);
              between.run();
              return rows + append(handle, then);
            });
  }

  private static int append(Handle handle, String code) {
    return handle.execute(
        "/* test.touch */ UPDATE class SET title = title || '+' WHERE code = ?", code);
  }

  /** Waits for the other at the first run; a run that is repeated goes on. */
  private static void meetOnce(CyclicBarrier both, CountDownLatch met) {
    if (met.getCount() > 0) {
      try {
        both.await();
        met.countDown();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String setting(Handle handle, String name) {
    return handle
        .createQuery("/* test.setting */ SELECT current_setting(:name)")
        .bind("name", name)
        .mapTo(String.class)
        .one();
  }

  private List<String> codes() {
    return strings("/* test.codes */ SELECT code FROM class ORDER BY code");
  }

  private List<String> titles() {
    return strings("/* test.titles */ SELECT title FROM class ORDER BY code");
  }

  private List<String> strings(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
