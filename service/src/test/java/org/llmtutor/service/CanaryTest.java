package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.sentry.Sentry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.database.TestAddress;
import org.llmtutor.service.telemetry.sentry.EnvelopeReceiver;
import org.slf4j.LoggerFactory;

/**
 * Puts private things into every place a request has, makes each layer fail, and looks for them
 * where they must not be: logs, Sentry, metrics, health, the console's data, errors.
 */
@Tag("fault-33")
class CanaryTest {

  /** Set for tests by the build; what a provider's key would be. */
  private static final String KEY_VARIABLE = "CANARY_PROVIDER_KEY";

  /** The ledger itself, with the idempotency keys as they were sent. */
  private static final String EXPORT = "/api/ops/ledger/export";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path directory;

  private final Map<String, String> told = new LinkedHashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private int requests;

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void whatPeopleSendIsFoundNowhere(String logFormat) throws Exception {
    String learnerToken;
    String operatorToken;
    try (EnvelopeReceiver sentry = new EnvelopeReceiver();
        EchoingProvider provider = new EchoingProvider();
        TestTutor tutor = start(sentry, provider, logFormat)) {
      ((Logger) LoggerFactory.getLogger("org.llmtutor")).setLevel(Level.DEBUG);
      operatorToken = tutor.operatorToken();
      learnerToken = register(tutor);
      for (Canary canary : Canary.values()) {
        inEveryPlace(tutor, learnerToken, operatorToken, canary);
      }
      failingProvider(tutor, provider, learnerToken);
      failingDatabase(tutor, learnerToken);
      collect(tutor, operatorToken);
      Sentry.flush(5_000);
      told.put("Sentry", sentry.text());
    } finally {
      ((Logger) LoggerFactory.getLogger("org.llmtutor")).setLevel(null);
      Sentry.close();
    }
    told.put("the log", Files.readString(directory.resolve("log/tutor.log")));
    told.put("the access log", Files.readString(directory.resolve("log/access.log")));
    told.put("refusals", String.join("\n", refusals));
    requireThatItSaw();
    requireNothingIn(learnerToken, operatorToken);
  }

  private TestTutor start(EnvelopeReceiver sentry, EchoingProvider provider, String format) {
    return TestTutor.start(
        directory,
        "logging.level=INFO",
        "logging.appenders[0].threshold=OFF",
        "logging.appenders[1].dsn=" + sentry.dsn(),
        "logging.appenders[1].environment=production",
        "logging.appenders[1].tracesSampleRate=1.0",
        "logging.appenders[1].maxQueued=100000",
        "logging.appenders[1].maxPerFingerprint=100000",
        "logging.appenders[2].layout.format=" + format,
        "logging.appenders[2].maxFileSize=1GiB",
        "logging.appenders[2].queueSize=1000000",
        "server.requestLog.appenders[1].threshold=ALL",
        "server.requestLog.appenders[1].layout.format=" + format,
        "server.requestLog.appenders[1].maxFileSize=1GiB",
        "database.slowQuery=1ns",
        "chat.messagesPerMinute=1000",
        "llm.provider=openai",
        "llm.providers.openai.baseUrl=" + provider.url(),
        "llm.providers.openai.apiKeyEnv=" + KEY_VARIABLE,
        "llm.providers.openai.model=gpt-4o-mini",
        "llm.retry.maxAttempts=1",
        "llm.circuit.minimumCalls=1000",
        "llm.circuit.window=1000");
  }

  private static String register(TestTutor tutor) {
    return tutor.register("{\"display_name\":\"" + Canary.EMAIL.text() + "\"}");
  }

  private void inEveryPlace(TestTutor tutor, String learner, String operator, Canary canary)
      throws Exception {
    for (String token : List.of(learner, operator, canary.text(), "")) {
      for (String path : paths(canary.encoded())) {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
          send(
              tutor,
              method,
              path,
              token,
              bodies(canary).get(requests % bodies(canary).size()),
              canary);
        }
      }
    }
    for (String path : bodied()) {
      for (String body : bodies(canary)) {
        send(tutor, path.startsWith("/api/me") ? "PATCH" : "POST", path, learner, body, canary);
      }
    }
  }

  private static List<String> paths(String canary) {
    return List.of(
        "/" + canary,
        "/api/exercises/" + canary,
        "/api/exercises?concept=" + canary + "&" + canary + "=1",
        "/api/chat/conversations/" + canary,
        "/api/chat/messages/" + canary + "/feedback",
        "/api/ops/budgets/learner/" + canary,
        "/api/ops/classes/" + canary,
        "/api/ops/costs?by=" + canary + "&since=" + canary,
        "/api/ops/prometheus/api/v1/query?query=" + canary,
        "/console/" + canary,
        "/health?" + canary,
        "/metrics?name[]=".replace("[]", "%5B%5D") + canary);
  }

  private static List<String> bodied() {
    return List.of(
        "/api/users",
        "/api/me",
        "/api/chat/message",
        "/api/exercises/conditionals-easy/submissions",
        "/api/exercises/conditionals-easy/complete",
        "/api/chat/messages/none/feedback",
        "/api/ops/prices/reprice",
        "/console/session");
  }

  private static List<String> bodies(Canary canary) {
    String text = canary.json();
    String fields =
        """
        {"message":"%s","code":"%s","language":"python","display_name":"%s","comment":"%s"}""";
    return List.of(
        text,
        "{\"" + text + "\":1}",
        "{\"message\":{\"" + text + "\":[]}}",
        "{\"message\":\"" + text + "\",\"code\":\"" + text + "\",\"language\":\"" + text + "\"}",
        "{\"message\":\""
            + text
            + "\",\"code\":\""
            + text
            + "\",\"conversation_id\":\""
            + text
            + "\"}",
        "{\"message\":\"" + text + "\",\"code\":\"" + text + "\",\"exercise_id\":\"" + text + "\"}",
        "{\"message\":\"" + text + "\",\"code\":\"" + text + "\"}",
        "{\"message\":\"" + (text + " ").repeat(4_000) + "\"}",
        "{\"display_name\":\"" + text + "\",\"class_code\":\"" + text + "\"}",
        "{\"token\":\"" + text + "\"}",
        "{\"language\":\"python\",\"code\":\"" + text + "\",\"outputs\":[\"" + text + "\"]}",
        "{\"rating\":\"" + text + "\",\"comment\":\"" + text + "\"}",
        fields.formatted(text, text, text, text));
  }

  private void send(
      TestTutor tutor, String method, String path, String token, String body, Canary canary)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(tutor.uri(path))
            .header(
                "Content-Type",
                requests % 7 == 6 ? canary.text().replace('@', '-') : "application/json")
            .header("Accept", requests % 5 == 4 ? "text/event-stream" : "*/*")
            .header("X-Request-Id", canary.text())
            .header("Idempotency-Key", canary.text() + requests)
            .header("User-Agent", canary.text())
            .header("Referer", "https://" + canary.text())
            .header("Cookie", "session=" + canary.text())
            .header("X-Forwarded-For", Canary.ADDRESS.text())
            .header("Forwarded", "for=" + Canary.ADDRESS.text())
            .header("traceparent", canary.text())
            .header("tracestate", canary.text())
            .header("baggage", "user=" + canary.text())
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    requests++;
    HttpResponse<String> reply = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    // Operators see their own queries again, with a caret below the mistake.
    if (reply.statusCode() >= 400 && !path.contains("/prometheus/")) {
      refusals.add(reply.headers().map() + " " + reply.body());
    }
  }

  private void failingProvider(TestTutor tutor, EchoingProvider provider, String learner)
      throws Exception {
    for (EchoingProvider.Way way : EchoingProvider.Way.values()) {
      provider.fail(way);
      for (Canary canary : Canary.values()) {
        send(tutor, "POST", "/api/chat/message", learner, bodies(canary).get(6), canary);
      }
    }
  }

  /** Statements fail with their values at hand: tables are gone. */
  private void failingDatabase(TestTutor tutor, String learner) throws Exception {
    try (Connection connection = DriverManager.getConnection(TestAddress.in(directory));
        Statement statement = connection.createStatement()) {
      for (String table : List.of("message", "exercise_submission", "message_feedback", "class")) {
        statement.execute("ALTER TABLE " + table + " RENAME TO " + table + "_gone");
      }
    }
    for (Canary canary : Canary.values()) {
      for (String path : bodied()) {
        send(tutor, "POST", path, learner, bodies(canary).get(6), canary);
        send(tutor, "POST", path, learner, bodies(canary).get(10), canary);
        send(tutor, "POST", path, learner, bodies(canary).get(8), canary);
      }
      send(tutor, "GET", "/api/chat/conversations/" + canary.encoded(), learner, "", canary);
    }
  }

  /** What operators and scrapers see: every route of theirs that asks for nothing. */
  private void collect(TestTutor tutor, String operator) {
    told.put("/metrics", tutor.get("/metrics", "").body());
    told.put(
        "/metrics as OpenMetrics",
        tutor.get("/metrics", "", "Accept", "application/openmetrics-text").body());
    for (JsonNode endpoint : tutor.get("/", "").json().get("endpoints")) {
      String path = endpoint.get("path").asText();
      boolean asked = endpoint.get("method").asText().equals("GET") && !path.contains("{");
      if (asked && !path.equals("/metrics") && !path.equals(EXPORT)) {
        told.put(path, tutor.get(path, operator).body());
      }
    }
    told.put(
        "all series",
        tutor
            .get(
                "/api/ops/prometheus/api/v1/series?match%5B%5D=%7B__name__%3D~%22.%2B%22%7D",
                operator)
            .body());
  }

  /** Otherwise finding nothing would say nothing. */
  private void requireThatItSaw() {
    assertThat(String.valueOf(told.get("the access log")).lines().count())
        .isGreaterThanOrEqualTo(requests / 2);
    assertThat(told.get("the log")).contains("ERROR", "WARN");
    assertThat(told.get("Sentry")).contains("\"level\":\"error\"", "/api/");
    assertThat(told.get("/metrics")).contains("http_requests_total");
    assertThat(told.get("/api/ops/errors")).contains("500");
    assertThat(told.get("/health")).contains("status");
    assertThat(refusals).hasSizeGreaterThan(100);
  }

  private void requireNothingIn(String learnerToken, String operatorToken) throws IOException {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (Canary canary : Canary.values()) {
      secrets.put(canary.name(), canary.text());
      secrets.put(canary.name() + " encoded", canary.encoded());
    }
    secrets.put("zebra, a word of prompt and code", "zebra");
    secrets.put("the learner's token", learnerToken);
    secrets.put("the operators' token", operatorToken);
    secrets.put("the provider's key", System.getenv(KEY_VARIABLE));
    SoftAssertions all = new SoftAssertions();
    told.forEach(
        (place, text) ->
            secrets.forEach(
                (name, secret) -> {
                  int at = text.indexOf(secret);
                  all.assertThat(
                          at < 0
                              ? ""
                              : text.substring(
                                  Math.max(0, at - 200), Math.min(text.length(), at + 100)))
                      .as(name + " in " + place)
                      .isEmpty();
                }));
    all.assertAll();
  }
}
