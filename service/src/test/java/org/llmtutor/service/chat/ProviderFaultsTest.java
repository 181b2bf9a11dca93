package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.TestTutor;

/** What a learner sees, and what the ledger holds, when the provider misbehaves. */
class ProviderFaultsTest {

  @TempDir static Path directory;
  private static final FakeProvider PROVIDER = new FakeProvider();
  private static TestTutor tutor;
  private static LedgerRows ledger;
  private static int requests;
  private String token = "";
  private String requestId = "";

  @BeforeAll
  static void start() {
    tutor =
        TestTutor.start(
            directory,
            PROVIDER.overrides(
                "llm.deadline=500ms",
                "llm.circuit.window=1000",
                "llm.circuit.minimumCalls=1000",
                "llm.retry.maxAttempts=3",
                "llm.retry.baseBackoff=1ms",
                "llm.retry.maxBackoff=2ms",
                "llm.retry.maxRetryAfter=1s"));
    ledger = new LedgerRows(directory);
  }

  @AfterAll
  static void stop() {
    tutor.close();
    PROVIDER.close();
  }

  @BeforeEach
  void register() {
    token = tutor.register();
    requestId = "faults-test-" + requests++;
  }

  @Test
  void booksWhatTheProviderTold() {
    PROVIDER.behave(FakeProvider.reply("Look at the loop.", 1_000_000, 1_000_000));
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("cost_usd").decimalValue()).isEqualByComparingTo("0.75");
    assertThat(row()).containsEntry("state", "settled").containsEntry("cost_basis", "computed");
    assertThat(nanos("cost_nanos")).isEqualTo(750_000_000L);
  }

  @Test
  @Tag("fault-21")
  void anExplicitZeroStaysZero() {
    PROVIDER.behave(FakeProvider.reply("Free today.", 0, 0));
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.json().get("cost_usd").decimalValue()).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(reply.json().get("cost_basis").asText()).isEqualTo("computed");
    assertThat(row()).containsEntry("state", "settled");
    assertThat(nanos("input_tokens")).isZero();
  }

  @Test
  @Tag("fault-20")
  void aReplyWithoutUsageIsBookedAsAnEstimateAboveZero() {
    PROVIDER.behave(
        FakeProvider.json(
            200,
            """
            {"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"Hm."}}]}
            """));
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.json().get("cost_basis").asText()).isEqualTo("estimated");
    assertThat(reply.json().get("cost_usd").decimalValue()).isPositive();
  }

  @Test
  @Tag("fault-20")
  void aTotalThatContradictsItsPartsIsAnEstimateAtTheLargerFigure() {
    PROVIDER.behave(
        FakeProvider.json(
            200,
            """
            {"choices":[{"finish_reason":"stop","message":{"content":"Hm."}}],
             "usage":{"prompt_tokens":1000000,"completion_tokens":1000000,"total_tokens":7}}
            """));
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.json().get("cost_basis").asText()).isEqualTo("estimated");
    assertThat(reply.json().get("cost_usd").decimalValue()).isEqualByComparingTo("0.75");
    assertThat(
            tutor.metric(
                "llm_usage_estimates_total{provider=\"openai\",model=\"gpt-4o-mini\",reason=\"disputed\""))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @Tag("fault-20")
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"choices\":[]}",
        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"x\"}}],"
            + "\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1}}",
        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"x\"}}],"
            + "\"usage\":{\"prompt_tokens\":99999999999999999999,\"completion_tokens\":1}}"
      })
  void garbageIs502AndNeverBookedAsFreeOrNegative(String body) {
    PROVIDER.behave(FakeProvider.json(200, body));
    assertGarbage();
  }

  @Test
  @Tag("fault-20")
  void htmlIs502() {
    PROVIDER.behave(FakeProvider.html());
    assertGarbage();
  }

  private void assertGarbage() {
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.json().get("code").asText()).isEqualTo("tutor_failed");
    if ("unknown".equals(row().get("state"))) {
      assertThat(nanos("held_nanos")).isPositive();
    } else {
      assertThat(row()).containsEntry("state", "settled").containsEntry("cost_basis", "estimated");
      assertThat(nanos("cost_nanos")).isPositive();
    }
  }

  @Test
  @Tag("fault-17")
  void aHangIs504AndItsCostIsUnknownInDollars() {
    PROVIDER.behave(FakeProvider.hang());
    assertThat(ask("application/json").status()).isEqualTo(504);
    assertThat(row()).containsEntry("state", "unknown").containsEntry("error_type", "timed_out");
    assertThat(
            tutor
                .get("/api/ops/costs", tutor.operatorToken())
                .json()
                .at("/total/unknown_usd")
                .decimalValue())
        .isPositive();
  }

  @Test
  @Tag("fault-18")
  void aRateLimitIs503AndHonoursRetryAfter() {
    PROVIDER.behave(FakeProvider.limited("30"));
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("30");
    assertThat(PROVIDER.calls()).as("30 s is more than retry.maxRetryAfter").isEqualTo(1);
    assertThat(row()).containsEntry("state", "released");
  }

  @Test
  @Tag("fault-19")
  void serverErrorsAreTriedThreeTimesOneRowEach() {
    PROVIDER.behave(FakeProvider.json(500, "{\"error\":{\"message\":\"boom\"}}"));
    assertThat(ask("application/json").status()).isEqualTo(502);
    assertThat(PROVIDER.calls()).isEqualTo(3);
    assertThat(ledger.of(requestId)).extracting(row -> row.get("attempt")).containsExactly(1, 2, 3);
  }

  private static final String PART =
      "data: {\"choices\":[{\"delta\":{\"content\":\"The part that came\"}}]}\n\n";
  private static final String ERROR = "data: {\"error\":{\"message\":\"overloaded\"}}\n\n";

  @ParameterizedTest
  @Tag("fault-22")
  @ValueSource(strings = {PART, PART + ERROR})
  void aBrokenStreamEndsWithAnErrorAndThePartIsKeptAndBilled(String events) {
    PROVIDER.behave(FakeProvider.events(events));
    TestTutor.Reply reply = ask("text/event-stream");
    assertThat(reply.body()).contains("The part that came").contains("event: error\n");
    assertThat(reply.body()).doesNotContain("event: done");
    assertThat(row()).containsEntry("state", "settled").containsEntry("cost_basis", "estimated");
    assertThat(nanos("cost_nanos")).isPositive();
    String conversation =
        tutor.get("/api/chat/conversations", token).json().at("/items/0/id").asText();
    assertThat(tutor.get("/api/chat/conversations/" + conversation, token).body())
        .contains("The part that came")
        .contains("\"complete\":false");
  }

  @Test
  void nothingOfTheFailureOrThePromptIsEchoed() {
    PROVIDER.behave(FakeProvider.json(400, "{\"error\":{\"message\":\"secret-detail\"}}"));
    assertThat(ask("application/json").body())
        .doesNotContain("secret-detail")
        .doesNotContain("127.0.0.1")
        .contains("request_id");
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
    return rows.get(rows.size() - 1);
  }

  private long nanos(String column) {
    return Long.parseLong(String.valueOf(row().get(column)));
  }
}
