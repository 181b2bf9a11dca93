package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;

/** A request may outlive its learner: what it cost is booked, what it said is not kept. */
@Timeout(60)
class ErasureDuringExchangeTest {

  @TempDir Path directory;

  @Test
  void aReplyThatComesAfterTheErasureIsPaidForAndForgotten() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch erased = new CountDownLatch(1);
    try (FakeProvider provider = new FakeProvider();
        TestTutor tutor = TestTutor.start(directory, provider.overrides())) {
      provider.behave(
          exchange -> {
            asked.countDown();
            await(erased);
            FakeProvider.reply("Think again.", 100, 10).answer(exchange);
          });
      String token = tutor.register();
      String id = tutor.get("/api/me", token).json().get("id").asText();
      CompletableFuture<TestTutor.Reply> reply =
          CompletableFuture.supplyAsync(
              () ->
                  tutor.post(
                      "/api/chat/message",
                      token,
                      "{\"message\":\"Help\"}",
                      "Idempotency-Key",
                      "under-way"));
      await(asked);
      assertThat(tutor.send("DELETE", "/api/me", token, "").status()).isEqualTo(200);
      erased.countDown();
      assertThat(reply.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);

      String operator = tutor.operatorToken();
      JsonNode kept = tutor.get("/api/ops/learners/" + id, operator).json();
      assertThat(kept.get("records")).allMatch(count -> count.asInt() == 0);
      assertThat(kept.get("ledger_rows").asInt()).isOne();
      assertThat(tutor.get("/api/ops/ledger/export?since=all", operator).body())
          .contains("\"state\":\"settled\"")
          .doesNotContain("under-way");
      JsonNode verified = tutor.get("/api/ops/ledger/verify?since=7d", operator).json();
      assertThat(verified.findValues("problems"))
          .isNotEmpty()
          .allMatch(problems -> problems.asInt() == 0);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
