package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.database.TestAddress;

/** A database that is away, at each step of an exchange. */
class DatabaseFaultsTest {

  private static final String HELP = "{\"message\":\"Help\"}";

  @TempDir Path directory;
  private final FakeProvider provider = new FakeProvider();
  private TestTutor tutor;
  private String token = "";

  @BeforeEach
  void start() {
    tutor =
        TestTutor.start(
            directory,
            provider.overrides(
                "llm.retry.maxAttempts=1",
                "database.statementTimeout=1s",
                "cost.sweepInterval=100ms"));
    token = tutor.register();
  }

  @AfterEach
  void stop() {
    tutor.close();
    provider.close();
  }

  @Test
  @Tag("fault-06")
  void withoutADatabaseThePaidRouteIsRefusedBeforeTheCallAndTheCatalogueStillAnswers() {
    try (Handle other = lock()) {
      TestTutor.Reply refused = tutor.post("/api/chat/message", token, HELP);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isNotEmpty();
      assertThat(refused.json().get("code").asText()).isEqualTo("database_unavailable");
      assertThat(provider.calls()).isZero();
      assertThat(tutor.get("/api/exercises", token).status()).isEqualTo(200);
      other.execute("ROLLBACK");
    }
    assertThat(tutor.post("/api/chat/message", token, HELP).status()).isEqualTo(200);
  }

  @Test
  @Tag("fault-07")
  void aPaidAnswerIsGivenAndBookedOnceWhenTheDatabaseIsBack() {
    Handle[] other = new Handle[1];
    provider.behave(
        exchange -> {
          other[0] = lock();
          FakeProvider.reply("Paid.", 100, 10).answer(exchange);
        });
    TestTutor.Reply reply = withKey();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("reply").asText()).isEqualTo("Paid.");
    assertThat(count("state = 'settled'")).isZero();
    other[0].execute("ROLLBACK");
    other[0].close();
    awaitOne("SELECT COUNT(*) FROM llm_call WHERE state = 'settled'");
    awaitOne("SELECT COUNT(*) FROM chat_exchange WHERE status = 200");

    assertThat(withKey().body()).as("the key is not free").isEqualTo(reply.body());
    assertThat(provider.calls()).isEqualTo(1);
    assertThat(count("1 = 1")).isEqualTo(1);
    assertThat(rows().number("SELECT SUM(held_nanos) FROM budget_window")).isZero();
    assertThat(rows().number("SELECT calls FROM usage_daily")).isEqualTo(1);
    assertThat(rows().number("SELECT COUNT(*) FROM message")).isEqualTo(2);
  }

  @Test
  @Tag("fault-13")
  void aHoldIsFreedWhenTheDatabaseIsBackAfterARefusal() {
    Handle[] other = new Handle[1];
    provider.behave(
        exchange -> {
          other[0] = lock();
          FakeProvider.limited("30").answer(exchange);
        });
    assertThat(withKey().status()).isEqualTo(503);
    other[0].execute("ROLLBACK");
    other[0].close();
    awaitOne("SELECT COUNT(*) FROM llm_call WHERE state = 'released'");
    awaitOne("SELECT CASE COUNT(*) WHEN 0 THEN 1 ELSE 0 END FROM chat_exchange");
    assertThat(rows().number("SELECT SUM(held_nanos) FROM budget_window")).isZero();
  }

  @Test
  void aConversationThatIsErasedWhileTheTutorSpeaksStaysErased() {
    String conversation =
        tutor.post("/api/chat/message", token, HELP).json().get("conversation_id").asText();
    provider.behave(exchange -> eraseAndAnswer(conversation, exchange));
    String body =
        "{\"message\":\"secret words\",\"conversation_id\":\"%s\"}".formatted(conversation);
    TestTutor.Reply reply =
        tutor.post("/api/chat/message", token, body, "Idempotency-Key", "key-1");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(tutor.get("/api/chat/conversations", token).json().get("items")).isEmpty();
    assertThat(rows().number("SELECT COUNT(*) FROM message")).isZero();
    assertThat(tutor.post("/api/chat/message", token, body, "Idempotency-Key", "key-1").status())
        .as("the conversation is gone")
        .isEqualTo(404);
    assertThat(rows().number("SELECT COUNT(*) FROM chat_exchange WHERE reply IS NOT NULL"))
        .isZero();
  }

  private void eraseAndAnswer(String conversation, HttpExchange exchange) throws IOException {
    tutor.send("DELETE", "/api/chat/conversations/" + conversation, token, "");
    FakeProvider.reply("Late words.", 100, 10).answer(exchange);
  }

  private TestTutor.Reply withKey() {
    return tutor.post("/api/chat/message", token, HELP, "Idempotency-Key", "key-1");
  }

  /** Takes the write lock away from the service. */
  private Handle lock() {
    Handle handle = Jdbi.create(TestAddress.in(directory)).open();
    if (TestAddress.isPostgres()) {
      handle.execute("BEGIN");
      handle.execute(
          "LOCK TABLE llm_call, budget_window, usage_daily, chat_exchange IN SHARE MODE");
    } else {
      handle.execute("BEGIN IMMEDIATE");
    }
    return handle;
  }

  private LedgerRows rows() {
    return new LedgerRows(directory);
  }

  private long count(String where) {
    return rows().number("SELECT COUNT(*) FROM llm_call WHERE " + where);
  }

  private void awaitOne(String sql) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
    while (rows().number(sql) != 1) {
      assertThat(Instant.now()).as(sql).isBefore(deadline);
      Thread.onSpinWait();
    }
  }
}
