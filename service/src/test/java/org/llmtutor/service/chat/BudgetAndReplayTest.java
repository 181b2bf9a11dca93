package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;

/** Budgets hold under load, and a repeated request costs nothing. */
class BudgetAndReplayTest {

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newFixedThreadPool(50);
  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    provider.close();
  }

  private TestTutor start(String... more) {
    String[] roomy = {"llm.maxOutputTokens=100", "chat.messagesPerMinute=100000"};
    String[] all = Stream.concat(Arrays.stream(roomy), Arrays.stream(more)).toArray(String[]::new);
    return TestTutor.start(directory, provider.overrides(all));
  }

  @Test
  @Tag("fault-11")
  void parallelRequestsCannotOverrunABudget() {
    provider.behave(FakeProvider.reply("Hint.", 500, 100));
    // One call costs 0.000135 dollars and is held at a little more.
    try (TestTutor tutor = start("cost.budgets.platform.daily=0.003")) {
      String token = tutor.register();
      List<TestTutor.Reply> replies =
          parallel(100, () -> tutor.post("/api/chat/message", token, "{\"message\":\"Help\"}"));
      long answered = replies.stream().filter(reply -> reply.status() == 200).count();
      assertThat(replies).extracting(TestTutor.Reply::status).containsOnly(200, 429);
      assertThat(answered).isPositive().isEqualTo(provider.calls());
      JsonNode total = tutor.get("/api/ops/costs", tutor.operatorToken()).json().get("total");
      assertThat(total.get("calls").asLong()).isEqualTo(answered);
      assertThat(total.get("cost_usd").decimalValue()).isLessThanOrEqualTo(new BigDecimal("0.003"));

      JsonNode refusal =
          replies.stream().filter(reply -> reply.status() == 429).findFirst().orElseThrow().json();
      assertThat(refusal.get("code").asText()).isEqualTo("budget_exceeded");
      assertThat(refusal.get("resets_at").asText()).endsWith("T00:00:00Z");
      LedgerRows rows = new LedgerRows(directory);
      assertThat(rows.number("SELECT COUNT(*) FROM llm_call")).isEqualTo(answered);
      assertThat(rows.number("SELECT SUM(held_nanos) FROM budget_window")).isZero();
    }
  }

  @Test
  @Tag("fault-15")
  void fiftyEqualRequestsWithOneKeyMakeOneCall() {
    try (TestTutor tutor = start()) {
      String token = tutor.register();
      List<TestTutor.Reply> replies =
          parallel(50, () -> withKey(tutor, token, "key-1", "{\"message\":\"Help\"}"));
      assertThat(provider.calls()).isEqualTo(1);
      assertThat(replies).extracting(TestTutor.Reply::status).contains(200).containsOnly(200, 409);
      assertThat(
              replies.stream()
                  .filter(reply -> reply.status() == 200)
                  .map(reply -> reply.json().get("message_id").asText())
                  .distinct())
          .hasSize(1);
      assertThat(new LedgerRows(directory).number("SELECT COUNT(*) FROM llm_call")).isEqualTo(1);
    }
  }

  @Test
  @Tag("fault-16")
  void aKeyIsBoundToItsBodyAndItsReplySurvivesARestart() {
    String token;
    String first;
    try (TestTutor tutor = start()) {
      token = tutor.register();
      first = withKey(tutor, token, "key-1", "{\"message\":\"Help\"}").body();
      assertThat(withKey(tutor, token, "key-1", "{\"message\":\"Other\"}").status()).isEqualTo(422);
    }
    try (TestTutor tutor = start()) {
      TestTutor.Reply again = withKey(tutor, token, "key-1", "{\"message\":\"Help\"}");
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(first);
      assertThat(provider.calls()).isEqualTo(1);
      String other = tutor.register();
      assertThat(withKey(tutor, other, "key-1", "{\"message\":\"Help\"}").status()).isEqualTo(200);
      assertThat(provider.calls()).as("keys are a learner's own").isEqualTo(2);
    }
  }

  @Test
  void aFailedRequestFreesItsKey() {
    try (TestTutor tutor = start("llm.retry.maxAttempts=1")) {
      String token = tutor.register();
      provider.behave(FakeProvider.json(500, "{}"));
      assertThat(withKey(tutor, token, "key-1", "{\"message\":\"Help\"}").status()).isEqualTo(502);
      provider.behave(FakeProvider.reply("Now.", 10, 10));
      assertThat(withKey(tutor, token, "key-1", "{\"message\":\"Help\"}").status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("fault-30")
  void theSixtyFirstMessageInAMinuteIsRefused() {
    try (TestTutor tutor = start("chat.messagesPerMinute=60")) {
      String token = tutor.register();
      List<Integer> statuses =
          IntStream.range(0, 61)
              .mapToObj(
                  i -> tutor.post("/api/chat/message", token, "{\"message\":\"Hi\"}").status())
              .toList();
      assertThat(statuses.subList(0, 60)).containsOnly(200);
      assertThat(statuses.get(60)).isEqualTo(429);
    }
  }

  private static TestTutor.Reply withKey(TestTutor tutor, String token, String key, String body) {
    return tutor.post("/api/chat/message", token, body, "Idempotency-Key", key);
  }

  private <T> List<T> parallel(int times, Supplier<T> work) {
    List<CompletableFuture<T>> futures =
        IntStream.range(0, times)
            .mapToObj(i -> CompletableFuture.supplyAsync(work, threads))
            .toList();
    return futures.stream().map(CompletableFuture::join).toList();
  }
}
