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
}
