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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.llm.Spoken;

/** What the ledger holds when a provider of each kind misbehaves, through the whole service. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // The static fields are set before each kind's tests.
@Tag("fault-13")
@Tag("fault-17")
@Tag("fault-18")
@Tag("fault-19")
@Tag("fault-20")
@Tag("fault-21")
@Tag("fault-22")
@Tag("fault-23")
class AdapterFaultsTest {

  @TempDir static Path directory;
  private static FakeProvider provider;
  private static TestTutor tutor;
  private static LedgerRows ledger;
  private static int requests;

  private final Spoken spoken;
  private String token = "";
  private String requestId = "";

  AdapterFaultsTest(Spoken spoken) {
    this.spoken = spoken;
  }

  /** All are priced as gpt-4o-mini, so that nothing of them is free. */
  @BeforeParameterizedClassInvocation
  static void start(Spoken spoken) throws IOException {
    provider = new FakeProvider();
    Path own = Files.createDirectories(directory.resolve(spoken.type()));
    String entry = "llm.providers." + spoken.type() + ".";
    tutor =
        TestTutor.start(
            own,
            "llm.provider=" + spoken.type(),
            entry + "baseUrl=" + spoken.baseUrl(provider.origin()),
            entry + "apiKeyEnv=",
            entry + "provider=openai",
            entry + "model=gpt-4o-mini",
            "llm.deadline=1s",
            "llm.drainAfterClientGone=200ms",
            "llm.circuit.window=1000",
            "llm.circuit.minimumCalls=1000",
            "llm.retry.maxAttempts=3",
            "llm.retry.baseBackoff=1ms",
            "llm.retry.maxBackoff=2ms");
    ledger = new LedgerRows(own);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    tutor.close();
    provider.close();
  }

  @BeforeEach
  void register() {
    token = tutor.register();
    requestId = "adapter-test-" + requests++;
  }

  @Test
  void booksWhatTheProviderTold() {
    provider.behave(FakeProvider.json(200, spoken.whole("Look.", "1000000", "1000000")));
    assertThat(ask("application/json").json().get("cost_usd").decimalValue())
        .isEqualByComparingTo("0.75");
    assertThat(row()).containsEntry("state", "settled").containsEntry("cost_basis", "computed");
    assertThat(row().get("service_tier")).isEqualTo(spoken == Spoken.OLLAMA ? null : "default");
  }

  @Test
  void booksTheUsageOfAStream() {
    provider.behave(stream(spoken.begin(90) + spoken.delta("Look.") + spoken.end(90, 9)));
    assertThat(ask("text/event-stream").body()).contains("Look.", "event: done");
    assertThat(row()).containsEntry("input_tokens", 90).containsEntry("output_tokens", 9);
  }

  /** Fault 13, fault 19. */
  @Test
  void fault19ServerErrorsAreTriedThreeTimesAndHoldNothing() {
    provider.behave(FakeProvider.json(500, "{}"));
    assertThat(ask("application/json").status()).isEqualTo(502);
    assertThat(provider.calls()).isEqualTo(3);
    assertThat(ledger.of(requestId))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row).containsEntry("state", "released"));
  }

  @Test
  void fault17AHangIs504AndItsCostIsUnknownInDollars() {
    provider.behave(FakeProvider.hang());
    assertThat(ask("application/json").status()).isEqualTo(504);
    assertThat(row()).containsEntry("state", "unknown").containsEntry("error_type", "timed_out");
    assertThat(nanos("held_nanos")).isPositive();
  }

  @Test
  void fault18ARateLimitIs503WithItsWait() {
    provider.behave(FakeProvider.limited("30"));
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("30");
    assertThat(provider.calls()).isEqualTo(1);
  }

  @Test
  void fault20CountsThatCannotBeTrueAreEstimatedAndNeverNegative() {
    provider.behave(FakeProvider.json(200, spoken.whole("Look.", "-5", "9")));
    assertThat(ask("application/json").status()).isEqualTo(502);
    assertThat(row()).containsEntry("state", "settled").containsEntry("cost_basis", "estimated");
    assertThat(nanos("cost_nanos")).isPositive();
  }

  @Test
  void fault21AnExplicitZeroStaysZero() {
    provider.behave(FakeProvider.json(200, spoken.whole("Free.", "0", "0")));
    assertThat(ask("application/json").status()).isEqualTo(200);
    assertThat(row()).containsEntry("cost_basis", "computed").containsEntry("input_tokens", 0);
    assertThat(nanos("cost_nanos")).isZero();
  }

  @Test
  void fault22AHalfStreamIsAnErrorAndItsPartIsBilled() {
    provider.behave(stream(spoken.begin(90) + spoken.delta("The part that came")));
    assertThat(ask("text/event-stream").body())
        .contains("The part that came", "event: error")
        .doesNotContain("event: done");
    assertThat(row()).containsEntry("state", "settled").containsEntry("cost_basis", "estimated");
    assertThat(nanos("cost_nanos")).isPositive();
  }

  @Test
  void fault23ALearnerWhoLeavesIsBookedWithinFiveSecondsAndNeverFree() throws Exception {
    provider.behave(this::speakForEver);
    HttpRequest request =
        HttpRequest.newBuilder(tutor.uri("/api/chat/message"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .header("X-Request-Id", requestId)
            .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"Help\"}"))
            .build();
    try (InputStream reply =
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofInputStream())
            .body()) {
      assertThat(reply.read()).isPositive();
    }
    Instant deadline = Instant.now().plus(Duration.ofSeconds(5));
    while (ledger.of(requestId).stream().noneMatch(row -> "settled".equals(row.get("state")))) {
      assertThat(Instant.now()).as("the entry is there within 5 s").isBefore(deadline);
      Thread.onSpinWait();
    }
    assertThat(nanos("cost_nanos")).isPositive();
  }

  /** Until the service closes the connection. */
  private void speakForEver(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", spoken.streamType());
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(spoken.begin(90).getBytes(StandardCharsets.UTF_8));
      byte[] delta = spoken.delta("On and on. ").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 20_000; i++) {
        out.write(delta);
        out.flush();
      }
    }
  }

  private FakeProvider.Behaviour stream(String events) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", spoken.streamType());
      byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private TestTutor.Reply ask(String accept) {
    return tutor.post(
        "/api/chat/message",
        token,
        "{\"message\":\"Why does my loop never end?\"}",
        "Accept",
        accept,
        "X-Request-Id",
        requestId);
  }

  private Map<String, Object> row() {
    List<Map<String, Object>> rows = ledger.of(requestId);
    assertThat(rows).isNotEmpty();
    Map<String, Object> last = new TreeMap<>(rows.get(rows.size() - 1));
    // Engines differ in the size of their numbers.
    last.replaceAll(
        (column, value) -> value instanceof Long n && n == n.intValue() ? n.intValue() : value);
    return last;
  }

  private long nanos(String column) {
    return Long.parseLong(String.valueOf(row().get(column)));
  }
}
