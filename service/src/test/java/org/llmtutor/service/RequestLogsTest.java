package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** One request id leads through reply, logs, ledger and provider; isolated: loggers are global. */
@Isolated
class RequestLogsTest {

  private static final String BROKEN = "{\"error\":{\"message\":\"overloaded\"}}";

  @TempDir static Path directory;
  private static WireMockServer provider;
  private static TestTutor tutor;

  @BeforeAll
  static void start() {
    provider = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    provider.start();
    provider.stubFor(
        WireMock.any(WireMock.anyUrl())
            .willReturn(WireMock.aResponse().withStatus(400).withBody(BROKEN)));
    tutor =
        TestTutor.start(
            directory,
            "logging.level=INFO",
            "logging.appenders[0].threshold=OFF",
            "logging.appenders[2].layout.format=json",
            "server.requestLog.appenders[1].layout.format=json",
            "llm.provider=openai",
            "llm.providers.openai.apiKeyEnv=",
            "llm.providers.openai.baseUrl=" + provider.baseUrl());
  }

  @AfterAll
  static void stop() {
    tutor.close();
    provider.stop();
  }

  @Test
  void anExchangeThatFailsIsTheSameRequestEverywhere() {
    String id = "story-0001";
    String token = tutor.register();
    TestTutor.Reply reply =
        tutor.post("/api/chat/message", token, "{\"message\":\"Help\"}", "X-Request-Id", id);
    assertThat(reply.status()).isGreaterThanOrEqualTo(500);
    assertThat(reply.header("X-Request-Id")).isEqualTo(id);
    assertThat(reply.json().get("request_id").asText()).isEqualTo(id);
    provider.verify(
        WireMock.postRequestedFor(WireMock.anyUrl())
            .withHeader("X-Request-Id", WireMock.equalTo(id)));
    JsonNode access = line("access.log", id);
    assertThat(access.get("route").asText()).isEqualTo("/api/chat/message");
    assertThat(access.get("learner").asText()).matches("u[0-9a-f]{12}");
    assertThat(access.get("status").asInt()).isEqualTo(reply.status());
    assertThat(access.get("logger").asText()).isEqualTo("access");
    JsonNode log = line("tutor.log", id);
    assertThat(log.get("route").asText()).isEqualTo("/api/chat/message");
    assertThat(log.get("learner")).isEqualTo(access.get("learner"));
    assertThat(log.get("message").asText()).contains("the provider did not answer");
    JsonNode rows =
        tutor.get("/api/ops/ledger/rows?request=" + id, tutor.operatorToken()).json().get("rows");
    assertThat(rows).isNotEmpty().allMatch(row -> row.get("request_id").asText().equals(id));
  }

  @Test
  void aStreamThatFailsHasItsIdInTheEventAndTheLog() {
    String id = "stream-0001";
    TestTutor.Reply reply =
        tutor.post(
            "/api/chat/message",
            tutor.register(),
            "{\"message\":\"Help\"}",
            "X-Request-Id",
            id,
            "Accept",
            "text/event-stream");
    assertThat(reply.header("X-Request-Id")).isEqualTo(id);
    assertThat(reply.body()).contains("event: error", "\"request_id\":\"" + id + "\"");
    assertThat(line("tutor.log", id).get("learner").asText()).startsWith("u");
    assertThat(line("access.log", id).get("route").asText()).isEqualTo("/api/chat/message");
  }

  @Test
  void theLedgerFindsTheCallsOfAKey() {
    String token = tutor.register();
    tutor.post(
        "/api/chat/message", token, "{\"message\":\"Help\"}", "Idempotency-Key", "one-key-17");
    String path = "/api/ops/ledger/rows";
    JsonNode rows = tutor.get(path + "?key=one-key-17", tutor.operatorToken()).json().get("rows");
    assertThat(rows)
        .isNotEmpty()
        .allMatch(row -> row.get("idempotency_key").asText().equals("one-key-17"));
    assertThat(tutor.get(path + "?key=never-sent", tutor.operatorToken()).status()).isEqualTo(404);
    assertThat(tutor.get(path + "?key=a&id=b", tutor.operatorToken()).status()).isEqualTo(422);
  }

  @Test
  void everyReplyHasAnId() {
    String token = tutor.register();
    assertThat(
            Stream.of(
                tutor.get("/api/nowhere", token),
                tutor.get("/nowhere", ""),
                tutor.get("/api/me", ""),
                tutor.get("/metrics", ""),
                tutor.get("/health", ""),
                tutor.get("/console", ""),
                tutor.get("/console/icon.svg", ""),
                tutor.send("DELETE", "/api/exercises", token, ""),
                tutor.post("/api/chat/message", token, "{"),
                tutor.post("/api/users", "", "{\"x\":\"" + "y".repeat(300_000) + "\"}"),
                tutor.get("/api/me", "", "X-Long", "z".repeat(9_000))))
        .allSatisfy(
            reply ->
                assertThat(reply.raw().headers().allValues("X-Request-Id"))
                    .singleElement()
                    .asString()
                    .matches("[0-9A-Z]{26}"));
  }

  @Test
  void levelsChangeWhileItRuns() {
    org.slf4j.Logger logger = org.slf4j.LoggerFactory.getLogger("org.llmtutor.test.levels");
    assertThat(logger.isDebugEnabled()).isFalse();
    String task = "/tasks/log-level?logger=org.llmtutor.test.levels";
    assertThat(tutor.postAdmin(task + "&level=DEBUG&duration=PT10M").status()).isEqualTo(200);
    assertThat(logger.isDebugEnabled()).isTrue();
    TestTutor.Reply back = tutor.postAdmin(task);
    assertThat(back.header("X-Request-Id")).matches("[0-9A-Z]{26}");
    assertThat(logger.isDebugEnabled()).isFalse();
  }

  /** The first line of a request, waited for: lines are written beside the request. */
  private static JsonNode line(String file, String id) {
    Path path = directory.resolve("log").resolve(file);
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (Instant.now().isBefore(end)) {
      for (String line : read(path)) {
        if (line.contains("\"request_id\":\"" + id + "\"")) {
          return parse(line);
        }
      }
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("no line of " + id + " in " + path + ": " + read(path));
  }

  private static List<String> read(Path path) {
    try {
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return TestTutor.JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
