package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.TestTutor;

/** Who answers, and what is booked, when the first provider cannot. */
class FallbackTest {

  private static final String QUOTA = "{\"error\":{\"code\":\"insufficient_quota\"}}";
  private static final String PART =
      "data: {\"choices\":[{\"delta\":{\"content\":\"The part that came\"}}]}\n\n";

  private static final String END =
      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

  @TempDir static Path directory;
  private static final FakeProvider FIRST = new FakeProvider();
  private static final FakeProvider SECOND = new FakeProvider();
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
            FIRST.overrides(
                "llm.fallbacks=second",
                "llm.providers.second.type=openai",
                "llm.providers.second.provider=openai",
                "llm.providers.second.baseUrl=" + SECOND.url(),
                "llm.providers.second.model=gpt-4.1-mini",
                "llm.deadline=5s",
                "llm.attemptDeadline=700ms",
                "llm.circuit.window=1000",
                "llm.circuit.minimumCalls=1000",
                "llm.retry.maxAttempts=2",
                "llm.retry.baseBackoff=1ms",
                "llm.retry.maxBackoff=2ms"));
    ledger = new LedgerRows(directory);
  }

  @AfterAll
  static void stop() {
    tutor.close();
    FIRST.close();
    SECOND.close();
  }

  @BeforeEach
  void register() {
    token = tutor.register();
    requestId = "fallback-test-" + requests++;
    FIRST.behave(FakeProvider.reply("From the first.", 100, 10));
    SECOND.behave(FakeProvider.reply("From the second.", 1_000_000, 1_000_000));
  }

  @Test
  void theSecondIsNotAskedWhenTheFirstAnswers() {
    assertThat(ask("application/json").json().get("model").asText()).isEqualTo("gpt-4o-mini");
    assertThat(SECOND.calls()).isZero();
  }

  @Test
  void afterItsRetriesTheNextIsAskedAndEachAttemptIsARow() {
    FIRST.behave(FakeProvider.json(500, "{}"));
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.json().get("reply").asText()).isEqualTo("From the second.");
    assertThat(reply.json().get("provider").asText()).isEqualTo("openai");
    assertThat(reply.json().get("model").asText()).isEqualTo("gpt-4.1-mini");
    assertThat(reply.json().get("cost_usd").decimalValue()).isEqualByComparingTo("2.00");
    List<Map<String, Object>> rows = ledger.of(requestId);
    assertThat(rows).extracting(row -> row.get("attempt")).containsExactly(1, 2, 3);
    assertThat(rows)
        .extracting(row -> row.get("state"))
        .containsExactly("released", "released", "settled");
    assertThat(rows)
        .extracting(row -> row.get("model"))
        .containsExactly("gpt-4o-mini", "gpt-4o-mini", "gpt-4.1-mini");
  }

  @ParameterizedTest
  @CsvSource({"402, 1", "401, 1", "503, 2"})
  void whatIsTheProvidersFaultFallsToTheNext(int status, int attempts) {
    FIRST.behave(FakeProvider.json(status, QUOTA));
    assertThat(ask("text/event-stream").body()).contains("From the second.", "event: done");
    assertThat(FIRST.calls()).isEqualTo(attempts);
  }

  @ParameterizedTest
  @CsvSource({"400", "413", "422"})
  void aRequestThatWasRefusedIsNotTriedElsewhere(int status) {
    FIRST.behave(FakeProvider.json(status, "{}"));
    assertThat(ask("application/json").status()).isEqualTo(502);
    assertThat(SECOND.calls()).isZero();
    assertThat(ledger.of(requestId)).hasSize(1);
  }

  @Test
  void textThatTheLearnerSawIsNotStartedAgain() {
    FIRST.behave(FakeProvider.events(PART));
    assertThat(ask("text/event-stream").body())
        .contains("The part that came", "event: error")
        .doesNotContain("From the second.");
    assertThat(SECOND.calls()).isZero();
  }

  @Test
  void aWaitThatWouldPassTheDeadlineIsNotWaitedFor() {
    FIRST.behave(FakeProvider.limited("10"));
    assertThat(ask("application/json").json().get("reply").asText()).isEqualTo("From the second.");
    assertThat(FIRST.calls()).as("the deadline is 5 s").isEqualTo(1);
  }

  @Tag("fault-17")
  @ParameterizedTest
  @CsvSource({"application/json", "text/event-stream"})
  void aProviderThatHangsIsLeftForTheNextAndItsCostIsUnknown(String accept) {
    FIRST.behave(FakeProvider.hang());
    assertThat(ask(accept).body()).contains("From the second.");
    assertLeftForTheNext();
  }

  @Test
  void aStreamThatHangsBeforeItsFirstTextIsLeftForTheNext() {
    FIRST.behave(FakeProvider.hangInStream(""));
    assertThat(ask("text/event-stream").body()).contains("From the second.", "event: done");
    assertLeftForTheNext();
  }

  private void assertLeftForTheNext() {
    List<Map<String, Object>> rows = ledger.of(requestId);
    assertThat(rows).extracting(row -> row.get("attempt")).containsExactly(1, 2);
    assertThat(rows).extracting(row -> row.get("state")).containsExactly("unknown", "settled");
    assertThat(rows.get(0)).containsEntry("error_type", "timed_out");
    assertThat(FIRST.calls()).as("a hang is not tried again on the same entry").isEqualTo(1);
  }

  @Test
  void aStreamThatBeganHasTheWholeDeadline() {
    FIRST.behave(FakeProvider.pauseInStream(PART, 1_500, END));
    assertThat(ask("text/event-stream").body()).contains("The part that came", "event: done");
    assertThat(SECOND.calls()).isZero();
  }

  @Test
  void theLastEntryHasWhatIsLeftOfTheDeadline() {
    FIRST.behave(FakeProvider.json(402, QUOTA));
    SECOND.behave(FakeProvider.slow(1_500, FakeProvider.reply("From the slow one.", 10, 10)));
    assertThat(ask("application/json").json().get("reply").asText())
        .isEqualTo("From the slow one.");
  }

  @Test
  void whenNobodyAnswersTheLastFailureIsTold() {
    FIRST.behave(FakeProvider.json(500, "{}"));
    SECOND.behave(FakeProvider.limited("30"));
    TestTutor.Reply reply = ask("application/json");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("30");
    assertThat(ledger.of(requestId)).hasSize(3);
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
}
