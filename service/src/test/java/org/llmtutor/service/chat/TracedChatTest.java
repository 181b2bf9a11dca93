package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.Headers;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.database.TestAddress;
import org.llmtutor.service.telemetry.trace.OtlpCollector;
import org.llmtutor.service.telemetry.trace.OtlpCollector.Received;
import org.slf4j.LoggerFactory;

/** What a collector is told of a chat, and what it is not. */
class TracedChatTest {

  private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLERS_SPAN = "00f067aa0ba902b7";
  private static final String CHAT = "POST /api/chat/message";
  private static final String SYSTEM = TestAddress.isPostgres() ? "postgresql" : "sqlite";

  @TempDir static Path directory;
  private static final FakeProvider PROVIDER = new FakeProvider();
  private static final OtlpCollector COLLECTOR = new OtlpCollector();
  private static final List<Headers> HEARD = new CopyOnWriteArrayList<>();
  private static TestTutor tutor;
  private static String learner = "";

  @BeforeAll
  static void start() {
    tutor =
        OtlpCollector.with(
            COLLECTOR.settings(
                "otel.exporter.otlp.compression",
                "gzip",
                "otel.resource.attributes",
                "deployment.environment.name=test"),
            () -> TestTutor.start(directory, PROVIDER.overrides("llm.retry.maxAttempts=1")));
    learner = tutor.register("{\"display_name\":\"canary-name@example.com\"}");
  }

  @AfterAll
  static void stop() {
    tutor.close();
    COLLECTOR.close();
    PROVIDER.close();
  }

  @BeforeEach
  void answerAsUsual() {
    HEARD.clear();
    PROVIDER.behave(hearing(FakeProvider.reply("Think about the canary-reply.", 100, 10)));
  }

  private static FakeProvider.Behaviour hearing(FakeProvider.Behaviour then) {
    return exchange -> {
      HEARD.add(exchange.getRequestHeaders());
      then.answer(exchange);
    };
  }

  private static TestTutor.Reply ask(String request, String... headers) {
    String[] all = FakeProvider.join(headers, "X-Request-Id", request);
    return tutor.post(
        "/api/chat/message",
        learner,
        "{\"message\":\"canary-prompt\",\"code\":\"canary-code\"}",
        all);
  }

  private static Received server(String request) {
    return COLLECTOR.await(span -> span.attribute("request_id").equals(request));
  }

  private static Received one(String trace, String name) {
    return COLLECTOR.await(span -> span.traceId().equals(trace) && span.name().equals(name));
  }

  @Test
  void aRequestIsAboveItsAttemptWhichIsAboveItsCall() {
    assertThat(ask("traced-chat-1").status()).isEqualTo(200);
    Received server = server("traced-chat-1");
    Received attempt = one(server.traceId(), "chat gpt-4o-mini");
    Received call = one(server.traceId(), "POST");

    assertThat(server.parent()).isEmpty();
    assertThat(attempt.parent()).isEqualTo(server.id());
    assertThat(call.parent()).isEqualTo(attempt.id());
    assertThat(server.name()).isEqualTo(CHAT);
    assertThat(server.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    assertThat(attempt.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
    assertThat(server.attributes())
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.route", "/api/chat/message")
        .containsEntry("http.response.status_code", "200")
        .containsEntry("url.scheme", "http")
        .containsKeys("server.address", "server.port", "enduser.pseudo.id")
        .doesNotContainKeys("url.path", "url.query", "client.address", "user_agent.original");
    assertThat(attempt.attributes())
        .containsEntry("gen_ai.operation.name", "chat")
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("gen_ai.request.model", "gpt-4o-mini")
        .containsEntry("gen_ai.response.model", "gpt-4o-mini")
        .containsEntry("gen_ai.request.max_tokens", "1024")
        .containsEntry("gen_ai.usage.input_tokens", "100")
        .containsEntry("gen_ai.usage.output_tokens", "10")
        .containsEntry("gen_ai.response.finish_reasons", "[stop]")
        .containsEntry("tutor.cost_nanos", "21000");
    assertThat(call.attributes())
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.response.status_code", "200")
        .containsEntry("server.address", "127.0.0.1");
    assertThat(server.resource())
        .containsEntry("service.name", "llm-tutor")
        .containsEntry("deployment.environment.name", "test")
        .containsKey("service.version");
    assertThat(COLLECTOR.encodings()).contains("gzip");
  }

  @Test
  void statementsOfTheWriterAreBelowTheWriteThatTheRequestWaitedFor() {
    ask("traced-sql-01");
    Received server = server("traced-sql-01");
    List<Received> trace = COLLECTOR.trace(server.traceId());
    List<Received> statements =
        trace.stream().filter(span -> !span.attribute("db.query.summary").isEmpty()).toList();
    List<String> writes =
        trace.stream()
            .filter(span -> span.name().equals("database.write"))
            .map(Received::id)
            .toList();

    assertThat(statements)
        .hasSizeGreaterThan(5)
        .extracting(span -> span.attribute("db.query.summary"))
        .contains("conversation.add_message", "ledger.hold");
    assertThat(statements)
        .allSatisfy(
            span -> {
              assertThat(span.name()).matches("[a-z_]+\\.[a-z_]+");
              assertThat(span.attribute("db.system.name")).isEqualTo(SYSTEM);
              assertThat(span.parent().equals(server.id()) || writes.contains(span.parent()))
                  .isTrue();
            });
    assertThat(statements)
        .anyMatch(span -> writes.contains(span.parent()))
        .anyMatch(span -> span.parent().equals(server.id()));
  }

  @Test
  void theProviderIsToldOfTheCallersTrace() {
    String parent = "00-" + CALLER + "-" + CALLERS_SPAN + "-01";
    ask("traced-in-001", "traceparent", parent, "tracestate", "house=a1");
    Received server = server("traced-in-001");
    Received call = one(CALLER, "POST");

    assertThat(server.traceId()).isEqualTo(CALLER);
    assertThat(server.parent()).isEqualTo(CALLERS_SPAN);
    assertThat(HEARD).hasSize(1);
    assertThat(HEARD.get(0).getFirst("traceparent"))
        .isEqualTo("00-" + CALLER + "-" + call.id() + "-01");
    assertThat(HEARD.get(0).getFirst("tracestate")).isEqualTo("house=a1");
    assertThat(HEARD.get(0).getFirst("X-Request-Id")).isEqualTo("traced-in-001");
  }

  @Test
  void aStreamedReplyTellsWhenItsFirstTextCameAndEndsWhenItEnded() {
    PROVIDER.behave(
        FakeProvider.events(
            """
            data: {"model":"gpt-4o-mini-2024","choices":[{"delta":{"content":"Hi"}}]}

            data: {"choices":[{"delta":{},"finish_reason":"length"}]}

            data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}

            data: [DONE]

            """));
    ask("traced-sse-01", "Accept", "text/event-stream");
    Received server = server("traced-sse-01");
    Received attempt = one(server.traceId(), "chat gpt-4o-mini");

    assertThat(attempt.span().getEventsList())
        .extracting(event -> event.getName())
        .containsExactly("first_token");
    assertThat(attempt.attributes())
        .containsEntry("gen_ai.response.model", "gpt-4o-mini-2024")
        .containsEntry("gen_ai.response.finish_reasons", "[length]");
    assertThat(server.span().getEndTimeUnixNano())
        .isGreaterThanOrEqualTo(attempt.span().getEndTimeUnixNano());
  }

  @Test
  void aFailureIsFoundByOneIdInTraceLogAndExemplar() {
    PROVIDER.behave(FakeProvider.json(500, "{\"error\":{\"message\":\"canary-error\"}}"));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger("org.llmtutor.service");
    root.addAppender(log);
    TestTutor.Reply reply;
    try {
      reply = ask("traced-fail-1");
    } finally {
      root.detachAppender(log);
    }
    assertThat(reply.status()).isGreaterThanOrEqualTo(500);
    Received server = server("traced-fail-1");
    Received attempt = one(server.traceId(), "chat gpt-4o-mini");

    assertThat(server.attribute("error.type")).isEqualTo(reply.json().get("code").asText());
    assertThat(server.span().getStatus().getCodeValue()).isEqualTo(2);
    assertThat(attempt.attribute("error.type")).isNotEmpty();
    assertThat(one(server.traceId(), "POST").attribute("http.response.status_code"))
        .isEqualTo("500");
    assertThat(List.copyOf(log.list))
        .isNotEmpty()
        .allMatch(event -> server.traceId().equals(event.getMDCPropertyMap().get("trace_id")));
    String id = Pattern.quote("# {trace_id=\"" + server.traceId() + "\"}");
    awaitOnPage("http_request_duration_seconds_bucket\\{[^}]*chat/message[^}]*} \\S+ " + id);
    awaitOnPage("llm_request_duration_seconds_bucket\\{[^}]*} \\S+ " + id);
    awaitOnPage("database_query_duration_seconds_bucket\\{[^}]*} \\S+ # \\{trace_id=");
    assertThat(tutor.get("/metrics", "").body()).doesNotContain("trace_id");
  }

  @Test
  void aStreamsFirstTextHasAnExemplar() {
    PROVIDER.behave(
        FakeProvider.events(
            """
            data: {"choices":[{"delta":{"content":"Hi"}}]}

            data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """));
    ask("traced-ttft-1", "Accept", "text/event-stream");
    awaitOnPage("llm_time_to_first_token_seconds_bucket\\{[^}]*} \\S+ # \\{trace_id=");
  }

  /** A request is recorded when its reply has left, so that the page may be a moment late. */
  private static void awaitOnPage(String regex) {
    Pattern pattern = Pattern.compile(regex);
    String page = "";
    long end = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < end) {
      page = openMetrics();
      if (pattern.matcher(page).find()) {
        return;
      }
    }
    assertThat(page).containsPattern(pattern);
  }

  private static String openMetrics() {
    return tutor
        .get("/metrics", "", "Accept", "application/openmetrics-text; version=1.0.0")
        .body();
  }

  @Test
  void nothingThatPeopleWroteIsInAnySpan() {
    ask(
        "traced-pii-01",
        "User-Agent",
        "canary-agent",
        "X-Forwarded-For",
        "203.0.113.7",
        "Referer",
        "http://canary-referer/");
    tutor.get("/api/exercises?topic=canary-query", learner);
    tutor.get("/canary-path/canary-name@example.com", learner);
    server("traced-pii-01");
    COLLECTOR.await(span -> span.name().equals("GET /api/exercises"));
    COLLECTOR.await(span -> span.attribute("http.response.status_code").equals("404"));

    assertThat(COLLECTOR.spans())
        .allSatisfy(
            span ->
                assertThat(span.span().toString())
                    .doesNotContain("canary", "203.0.113.7", "example.com", learner));
  }
}
