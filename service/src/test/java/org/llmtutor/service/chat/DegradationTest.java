package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;

/** Replies become cheaper, in the configured order, before a budget refuses them. */
class DegradationTest {

  private static final String LAST_STEP = "    - {at: 1.0, do: hints-only}\n";
  private static final String LADDER =
      """
          - {at: 0.5, do: cheaper-model, provider: small}
          - {at: 0.8, do: shorter-context, maxContextMessages: 0, maxOutputTokens: 20}
      """
          + LAST_STEP;
  private static final String SHORTER_ALONE =
      "    - {at: 1.0, do: shorter-context, maxOutputTokens: 90}\n";
  private static final String EXERCISE =
      "{\"message\":\"Why does my loop never end?\",\"exercise_id\":\"loops-easy\"%s}";

  @TempDir Path directory;
  private final FakeProvider dear = new FakeProvider();
  private final FakeProvider cheap = new FakeProvider();

  @AfterEach
  void stop() {
    dear.close();
    cheap.close();
  }

  /** A call of the dear model costs 0.06 cents, one of the cheap model a quarter of that. */
  private TestTutor start(String steps, String... more) {
    dear.behave(FakeProvider.reply("From the dear one.", 1_100, 100));
    cheap.behave(FakeProvider.reply("From the cheap one.", 1_100, 10));
    String[] both =
        dear.overrides(
            "llm.providers.openai.model=gpt-4.1-mini",
            "llm.providers.small.type=openai",
            "llm.providers.small.provider=openai",
            "llm.providers.small.baseUrl=" + cheap.url(),
            "llm.providers.small.model=gpt-4o-mini",
            "llm.maxOutputTokens=100",
            "chat.messagesPerMinute=1000");
    return TestTutor.startChanged(
        LAST_STEP,
        steps,
        directory,
        Stream.concat(Arrays.stream(both), Arrays.stream(more)).toArray(String[]::new));
  }

  private static TestTutor.Reply ask(TestTutor tutor, String token, String more) {
    return tutor.post("/api/chat/message", token, EXERCISE.formatted(more));
  }

  private static void limit(TestTutor tutor, String learner, BigDecimal dollars) {
    TestTutor.Reply set =
        tutor.send(
            "PUT",
            "/api/ops/budgets/learner/" + learner,
            tutor.operatorToken(),
            "{\"daily\":" + dollars.toPlainString() + "}");
    assertThat(set.status()).isEqualTo(200);
  }

  @Test
  void stepsApplyInOrderAsTheBudgetFills() {
    try (TestTutor tutor = start(LADDER, "cost.budgets.learner.daily=1")) {
      String token = tutor.register();
      String learner = tutor.get("/api/me", token).json().get("id").asText();
      JsonNode asked = ask(tutor, token, "").json();
      assertThat(asked.get("model").asText()).isEqualTo("gpt-4.1-mini");
      assertThat(asked.has("degraded")).isFalse();
      ask(tutor, token, "");
      ask(tutor, token, "");
      BigDecimal spent = asked.get("cost_usd").decimalValue().multiply(new BigDecimal(3));

      limit(tutor, learner, spent.multiply(new BigDecimal("1.9")));
      JsonNode cheaper = ask(tutor, token, "").json();
      assertThat(cheaper.get("model").asText()).isEqualTo("gpt-4o-mini");
      assertThat(cheaper.at("/degraded/reason").asText()).isEqualTo("budget_low");
      assertThat(cheaper.at("/degraded/steps")).hasToString("[\"cheaper-model\"]");
      assertThat(cheaper.at("/degraded/message").asText())
          .contains("Your daily budget", "a cheaper model answered");
      spent = spent.add(cheaper.get("cost_usd").decimalValue());

      limit(tutor, learner, spent.multiply(new BigDecimal("1.24")));
      JsonNode shorter = ask(tutor, token, "").json();
      assertThat(shorter.at("/degraded/steps"))
          .hasToString("[\"cheaper-model\",\"shorter-context\"]");
      spent = spent.add(shorter.get("cost_usd").decimalValue());

      limit(tutor, learner, spent);
      int calls = cheap.calls();
      JsonNode hints = ask(tutor, token, "").json();
      assertThat(hints.at("/degraded/steps")).hasToString("[\"hints-only\"]");
      assertThat(hints.get("provider").asText()).isEqualTo("offline");
      assertThat(hints.get("model").asText()).isEqualTo("exercise-hints");
      assertThat(hints.get("cost_usd").decimalValue()).isZero();
      assertThat(hints.get("reply").asText()).contains("without a language model");
      assertThat(hints.at("/budget/warning").asBoolean()).isTrue();
      assertThat(cheap.calls()).isEqualTo(calls);
      assertThat(
              new LedgerRows(directory)
                  .number("SELECT COUNT(*) FROM llm_call WHERE model = 'exercise-hints'"))
          .isEqualTo(1);

      TestTutor.Reply free = tutor.post("/api/chat/message", token, "{\"message\":\"Hi\"}");
      assertThat(free.status()).as("no exercise, so there are no hints").isEqualTo(429);
      assertThat(free.json().get("resets_at").asText()).endsWith("T00:00:00Z");
      assertThat(tutor.metric("llm_budget_refusals_total{scope=\"learner\""))
          .as("with hints, and with a refusal")
          .isEqualTo(2);
      assertThat(tutor.metric("llm_budget_degradations_total{step=\"hints-only\"")).isEqualTo(1);
      assertThat(tutor.metric("llm_budget_degradations_total{step=\"cheaper-model\"")).isEqualTo(2);
    }
  }

  @Test
  void whatDoesNotFitAsAskedIsTriedWithEachStepBeforeItIsRefused() {
    try (TestTutor tutor = start(LADDER, "cost.budgets.learner.daily=0.0005")) {
      String token = tutor.register();
      JsonNode reply = ask(tutor, token, "").json();
      assertThat(reply.get("reply").asText()).isEqualTo("From the cheap one.");
      assertThat(reply.at("/degraded/steps")).hasToString("[\"cheaper-model\"]");
      assertThat(reply.at("/degraded/reason").asText()).isEqualTo("budget_exceeded");
      assertThat(dear.calls()).isZero();
      assertThat(tutor.metric("llm_budget_refusals_total{scope=\"learner\"")).isZero();
    }
  }

  @Test
  void whoWasNotWarnedInTheMiddleOfAnExerciseGetsHintsOnceBeforeTheRefusal() {
    try (TestTutor tutor = start(SHORTER_ALONE, "cost.budgets.platform.daily=0.004")) {
      String ada = tutor.register();
      JsonNode first = ask(tutor, ada, "").json();
      assertThat(first.at("/budget/warning").asBoolean()).isFalse();
      String conversation =
          ",\"conversation_id\":\"" + first.get("conversation_id").asText() + "\"";

      String bob = tutor.register();
      TestTutor.Reply last = ask(tutor, bob, "");
      boolean warned = false;
      while (last.status() == 200) {
        warned = last.json().at("/budget/warning").asBoolean();
        last = ask(tutor, bob, "");
      }
      assertThat(last.status()).isEqualTo(429);
      assertThat(warned).as("told with the last reply before the refusal").isTrue();

      TestTutor.Reply grace =
          tutor.post(
              "/api/chat/message",
              ada,
              EXERCISE.formatted(conversation),
              "Accept",
              "text/event-stream");
      assertThat(grace.body())
          .contains("event: notice", "budget_grace", "The platform's daily budget", "event: done");
      assertThat(ask(tutor, ada, conversation).status()).isEqualTo(429);
      JsonNode total = tutor.get("/api/ops/costs", tutor.operatorToken()).json().get("total");
      assertThat(total.get("cost_usd").decimalValue()).isLessThanOrEqualTo(new BigDecimal("0.004"));
    }
  }
}
