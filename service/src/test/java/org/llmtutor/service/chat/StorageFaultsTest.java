package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.database.TestAddress;

/** What is paid for is kept, and nothing is paid for that cannot be kept. */
class StorageFaultsTest {

  private static final int AT_ONCE = 40;

  @TempDir Path directory;
  private final FakeProvider provider = new FakeProvider();
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  @AfterEach
  void stop() {
    threads.shutdownNow();
    provider.close();
  }

  private TestTutor start(String... more) {
    return TestTutor.start(directory, provider.overrides(more));
  }

  @Test
  @Tag("fault-01")
  void aKillFindsNoMomentAtWhichACallIsBookedAndItsReplyNotKept() {
    try (TestTutor tutor = start("chat.messagesPerMinute=100000")) {
      String token = tutor.register();
      CompletableFuture<?> asking =
          CompletableFuture.allOf(
              IntStream.range(0, 100)
                  .mapToObj(i -> CompletableFuture.runAsync(() -> ask(tutor, token, i), threads))
                  .toArray(CompletableFuture<?>[]::new));
      LedgerRows rows = new LedgerRows(directory);
      while (!asking.isDone()) {
        assertThat(bookedWithoutReply(rows)).isZero();
      }
      asking.join();
      assertThat(rows.number("SELECT COUNT(*) FROM llm_call WHERE state = 'settled'"))
          .isEqualTo(100);
    }
  }

  /** What a process that ends now would leave behind. */
  private static long bookedWithoutReply(LedgerRows rows) {
    return rows.number(
        """
        SELECT COUNT(*) FROM llm_call c JOIN chat_exchange e
          ON e.learner_id = c.learner_id AND e.idempotency_key = c.idempotency_key
        WHERE (c.state = 'settled') <> (e.status IS NOT NULL AND e.reply IS NOT NULL)
        """);
  }

  private static void ask(TestTutor tutor, String token, int i) {
    TestTutor.Reply reply =
        tutor.post("/api/chat/message", token, "{\"message\":\"Hi\"}", "Idempotency-Key", "k" + i);
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  @Tag("fault-05")
  void onAFullDiskNothingIsCalledThatCannotBeHeldAndNothingIsForgotten() {
    assumeFalse(TestAddress.isPostgres(), "the faults of a file, which PostgreSQL has not");
    String token;
    try (TestTutor tutor = start()) {
      token = tutor.register();
    }
    long pages = new LedgerRows(directory).number("PRAGMA page_count");
    String narrow =
        "database.url=jdbc:sqlite:%s?max_page_count=%d"
            .formatted(directory.resolve("tutor.db"), pages + 4);
    int answered = 0;
    try (TestTutor tutor = start(narrow, "chat.messagesPerMinute=100000")) {
      int refused = 0;
      while (refused < 3) {
        int before = provider.calls();
        TestTutor.Reply reply = say(tutor, token, "x".repeat(1000));
        assertThat(reply.status()).isIn(200, 503);
        int made = provider.calls() - before;
        assertThat(made).isEqualTo(reply.status() == 200 ? 1 : 0);
        refused += 1 - made;
        answered += made;
      }
    }
    LedgerRows rows = new LedgerRows(directory);
    assertThat(rows.number("SELECT COUNT(*) FROM llm_call WHERE state <> 'released'"))
        .as("each call is settled, or held and thereby exposure")
        .isEqualTo(answered);
    assertThat(rows.number("SELECT COUNT(*) FROM llm_call WHERE state = 'settled'")).isPositive();
    try (TestTutor tutor = start()) {
      assertThat(say(tutor, token, "Is there room again?").status()).isEqualTo(200);
    }
  }

  private static TestTutor.Reply say(TestTutor tutor, String token, String text) {
    return tutor.post("/api/chat/message", token, "{\"message\":\"%s\"}".formatted(text));
  }

  @Test
  @Tag("fault-12")
  void aModelWhosePriceHasEndedIsRefusedAndNeverBookedAsFree() throws IOException {
    Path prices = directory.resolve("prices.yml");
    Files.writeString(
        prices,
        """
        prices:
          - provider: openai
            model: gpt-tutor-test
            to: 2026-12-01T00:00:00Z
            usd_per_million: {input: 1.00, output: 2.00}
            source: made up for a test
        """);
    SetClock clock = new SetClock();
    String[] overrides =
        provider.overrides("llm.providers.openai.model=gpt-tutor-test", "cost.priceFile=" + prices);
    try (TestTutor tutor = TestTutor.start(clock, directory, overrides)) {
      String token = tutor.register();
      assertThat(say(tutor, token, "Priced").status()).isEqualTo(200);
      clock.now = Instant.parse("2026-12-01T00:00:00Z");
      TestTutor.Reply refused = say(tutor, token, "Not priced");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.json().get("code").asText()).isEqualTo("model_unavailable");
      assertThat(provider.calls()).isEqualTo(1);
      LedgerRows rows = new LedgerRows(directory);
      assertThat(rows.number("SELECT COUNT(*) FROM llm_call")).isEqualTo(1);
      assertThat(rows.number("SELECT SUM(held_nanos) FROM budget_window")).isZero();
    }
  }

  /** A clock that a test sets. */
  private static final class SetClock extends Clock {

    private volatile Instant now = Instant.parse("2026-11-30T23:59:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  @Tag("fault-14")
  @Tag("fault-07")
  void moreBookingsThanABatchTakesAreAllKeptWhenTheDatabaseIsBack() {
    assumeFalse(TestAddress.isPostgres(), "the faults of a file, which PostgreSQL has not");
    CountDownLatch allCalled = new CountDownLatch(AT_ONCE);
    CountDownLatch locked = new CountDownLatch(1);
    provider.behave(
        exchange -> {
          allCalled.countDown();
          await(locked);
          FakeProvider.reply("Paid.", 100, 10).answer(exchange);
        });
    String[] overrides = {
      "database.maxBatch=3",
      "database.statementTimeout=50ms",
      "cost.sweepInterval=50ms",
      "chat.messagesPerMinute=100000"
    };
    try (TestTutor tutor = start(overrides)) {
      String token = tutor.register();
      List<CompletableFuture<Void>> asking = new ArrayList<>();
      IntStream.range(0, AT_ONCE)
          .forEach(
              i -> asking.add(CompletableFuture.runAsync(() -> ask(tutor, token, i), threads)));
      await(allCalled);
      LedgerRows rows = new LedgerRows(directory);
      try (Handle other = Jdbi.create("jdbc:sqlite:" + directory.resolve("tutor.db")).open()) {
        other.execute("PRAGMA busy_timeout = 10000");
        other.execute("BEGIN IMMEDIATE");
        locked.countDown();
        asking.forEach(CompletableFuture::join);
        assertThat(rows.number("SELECT COUNT(*) FROM llm_call WHERE state = 'settled'")).isZero();
        other.execute("ROLLBACK");
      }
      awaitSettled(rows);
      assertThat(rows.number("SELECT SUM(calls) FROM usage_daily")).isEqualTo(AT_ONCE);
      assertThat(rows.number("SELECT COUNT(*) FROM chat_exchange WHERE status = 200"))
          .isEqualTo(AT_ONCE);
      assertThat(rows.number("SELECT SUM(held_nanos) FROM budget_window")).isZero();
    }
  }

  private static void awaitSettled(LedgerRows rows) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (rows.number("SELECT COUNT(*) FROM llm_call WHERE state = 'settled'") < AT_ONCE) {
      assertThat(Instant.now()).as("all are settled in time").isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
