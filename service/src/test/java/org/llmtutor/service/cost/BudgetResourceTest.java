package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.TestTutor;

class BudgetResourceTest {

  @TempDir Path directory;
  private TestTutor tutor;

  @BeforeEach
  void start() {
    tutor =
        TestTutor.start(
            directory,
            "cost.budgets.platform.daily=10",
            "cost.budgets.platform.monthly=200",
            "cost.budgets.learner.daily=1");
  }

  @AfterEach
  void stop() {
    tutor.close();
  }

  private JsonNode windows(String query) {
    return tutor.get("/api/ops/budgets" + query, tutor.operatorToken()).json().get("windows");
  }

  @Test
  void thePlatformsWindowsAreThereBeforeTheFirstCall() {
    JsonNode windows = windows("");
    assertThat(windows.findValuesAsText("period")).containsExactly("daily", "monthly");
    assertThat(windows.get(0).get("scope").asText()).isEqualTo("platform");
    assertThat(windows.get(0).get("limit_usd").decimalValue()).isEqualByComparingTo("10");
    assertThat(windows.get(0).get("spent_usd").decimalValue()).isZero();
  }

  @Test
  void whatWasSpentIsWhatTheLedgerBooked() {
    String learner = tutor.register();
    tutor.post("/api/chat/message", learner, "{\"message\":\"Help\"}");
    BigDecimal booked =
        tutor
            .get("/api/ops/costs", tutor.operatorToken())
            .json()
            .at("/total/cost_usd")
            .decimalValue();
    assertThat(booked).isPositive();
    JsonNode windows = windows("");
    assertThat(windows.findValuesAsText("scope"))
        .containsExactly("platform", "platform", "learner", "learner");
    windows.forEach(
        window -> assertThat(window.get("spent_usd").decimalValue()).isEqualByComparingTo(booked));
    assertThat(windows.get(2).get("period").asText()).as("the fullest first").isEqualTo("daily");
    assertThat(windows.get(2).get("id").asText()).isNotEmpty();
  }

  @Test
  void onlyTheFullestAreShown() {
    for (int i = 0; i < 3; i++) {
      tutor.post("/api/chat/message", tutor.register(), "{\"message\":\"Help\"}");
    }
    assertThat(windows("?top=2")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "x", "1000000"})
  void anotherTopIsRefused(String top) {
    assertThat(tutor.get("/api/ops/budgets?top=" + top, tutor.operatorToken()).status())
        .isEqualTo(422);
  }

  private TestTutor.Reply send(String method, String path, String body) {
    return tutor.send(method, "/api/ops/budgets/" + path, tutor.operatorToken(), body);
  }

  @Test
  void aLimitThatAnOperatorSetHoldsForTheNextCallAndIsShown() {
    String token = tutor.register();
    String learner = tutor.get("/api/me", token).json().get("id").asText();
    String body =
        "{\"daily\":0,\"models\":{\"gpt-5.6-sol\":{\"daily\":{\"limit_usd\":3,\"mode\":\"soft\",\"warn_at\":0.5}}}}";
    TestTutor.Reply set = send("PUT", "learner/" + learner, body);
    assertThat(set.status()).isEqualTo(200);
    JsonNode windows = set.json().get("windows");
    assertThat(windows).hasSize(3);
    assertThat(windows.get(0).get("overridden").asBoolean()).isTrue();
    assertThat(windows.get(2).get("model").asText()).isEqualTo("gpt-5.6-sol");
    assertThat(windows.get(2).get("mode").asText()).isEqualTo("soft");
    assertThat(windows.get(2).get("warn_at").asDouble()).isEqualTo(0.5);
    TestTutor.Reply limits =
        tutor.get("/api/ops/budgets/learner/" + learner + "/limits", tutor.operatorToken());
    assertThat(limits.json().at("/daily/limit_usd").asInt()).isZero();
    assertThat(limits.json().at("/models/gpt-5.6-sol/daily/mode").asText()).isEqualTo("soft");

    String help = "{\"message\":\"Help\"}";
    assertThat(tutor.post("/api/chat/message", token, help).status()).isEqualTo(429);
    assertThat(send("DELETE", "learner/" + learner, "").status()).isEqualTo(200);
    assertThat(tutor.post("/api/chat/message", token, help).status()).isEqualTo(200);
  }

  @Test
  void thePlatformIsCalledAll() {
    assertThat(send("PUT", "platform/all", "{\"monthly\":{\"limit_usd\":null}}").status())
        .isEqualTo(200);
    JsonNode monthly = windows("").get(1);
    assertThat(monthly.has("limit_usd")).isFalse();
    assertThat(monthly.get("overridden").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | learner/nobody | {\"daily\":1}",
        "404 | class/none | {\"daily\":1}",
        "404 | school/1 | {\"daily\":1}",
        "404 | platform/1 | {\"daily\":1}",
        "422 | platform/all | {\"daily\":-1}",
        "422 | platform/all | {\"daily\":{\"limit_usd\":1,\"mode\":\"harsh\"}}",
        "422 | platform/all | {\"daily\":{\"limit_usd\":1,\"warn_at\":80}}",
        "422 | platform/all | {\"dialy\":1}"
      })
  void whatCannotBeMeantIsRefused(int status, String path, String body) {
    assertThat(send("PUT", path, body).status()).isEqualTo(status);
  }

  @Test
  void learnersSetNoBudgets() {
    String path = "/api/ops/budgets/platform/all";
    assertThat(tutor.send("PUT", path, tutor.register(), "{\"daily\":1000}").status())
        .isEqualTo(403);
  }
}
