package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;

/** Text reaches the learner while the provider still speaks. */
class StreamingTest {

  @TempDir Path directory;
  private final FakeProvider provider = new FakeProvider();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private TestTutor tutor;
  private String token = "";

  @BeforeEach
  void start() {
    tutor =
        TestTutor.start(
            directory, provider.overrides("llm.drainAfterClientGone=100ms", "llm.deadline=20s"));
    token = tutor.register();
    provider.behave(this::speakInTwoParts);
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    tutor.close();
    provider.close();
  }

  @Test
  void aDeltaArrivesBeforeTheProviderHasFinished() throws Exception {
    try (InputStream reply = ask("streaming-test-1")) {
      assertThat(read(reply)).isEqualTo("event: delta\ndata: {\"text\":\"First. \"}\n\n");
      goOn.countDown();
      String rest = new String(reply.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rest).contains("\"text\":\"Second.\"").contains("event: done");
    }
  }

  @Test
  @Tag("fault-23")
  void aLearnerWhoLeavesIsBookedWithWhatCameAndNeverFree() throws Exception {
    InputStream reply = ask("streaming-test-2");
    read(reply);
    reply.close();
    goOn.countDown();
    LedgerRows ledger = new LedgerRows(directory);
    Instant deadline = Instant.now().plus(Duration.ofSeconds(5));
    List<Map<String, Object>> rows = ledger.of("streaming-test-2");
    while (rows.stream().noneMatch(row -> "settled".equals(row.get("state")))) {
      assertThat(Instant.now()).as("the entry is there within 5 s").isBefore(deadline);
      Thread.onSpinWait();
      rows = ledger.of("streaming-test-2");
    }
    assertThat(rows).hasSize(1);
    assertThat(Long.parseLong(String.valueOf(rows.get(0).get("cost_nanos")))).isPositive();
  }

  private void speakInTwoParts(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      send(out, "{\"choices\":[{\"delta\":{\"content\":\"First. \"}}]}");
      await();
      for (int i = 0; i < 200; i++) {
        send(out, "{\"choices\":[{\"delta\":{\"content\":\"Second.\"}}]}");
      }
      send(out, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
      send(out, "{\"choices\":[],\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":9}}");
      send(out, "[DONE]");
    }
  }

  private static void send(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void await() {
    try {
      assertThat(goOn.await(15, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private InputStream ask(String requestId) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(tutor.uri("/api/chat/message"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .header("X-Request-Id", requestId)
            .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"Help\"}"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }

  private static String read(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    int count = in.read(buffer);
    return new String(buffer, 0, count, StandardCharsets.UTF_8);
  }
}
