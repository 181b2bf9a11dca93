package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.account.Learner;

/** Parameters of reports, and days in the platform's zone: it is 11:00 on the 24th in Auckland. */
class CostResourceTest {

  @TempDir static Path directory;
  private static final MutableClock CLOCK = new MutableClock("2026-11-15T22:00:00Z");
  private static TestTutor tutor;
  private static String token = "";

  @BeforeAll
  static void chatOnTenDays() {
    tutor = TestTutor.start(CLOCK, directory, "zone=Pacific/Auckland");
    token = tutor.register("{\"display_name\":\"Ada\",\"languages\":[\"python\"]}");
    chat();
    for (int day = 1; day < 9; day++) {
      CLOCK.advance(Duration.ofDays(1));
      chat();
    }
  }

  private static void chat() {
    String body = "{\"message\":\"Help\",\"exercise_id\":\"loops-easy\"}";
    assertThat(tutor.post("/api/chat/message", token, body).status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    tutor.close();
  }

  private static TestTutor.Reply report(String query) {
    return tutor.get("/api/ops/costs" + query, tutor.operatorToken());
  }

  @Test
  void withoutARangeItIsToday() {
    JsonNode report = report("").json();
    assertThat(report.get("from").asText()).isEqualTo("2026-11-24");
    assertThat(report.get("to").asText()).isEqualTo("2026-11-25");
    assertThat(report.get("zone").asText()).isEqualTo("Pacific/Auckland");
    assertThat(report.at("/total/calls").asLong()).isEqualTo(1);
    assertThat(report.get("rows")).isEmpty();
    assertThat(report.get("by")).isEmpty();
  }

  @Test
  void sinceSevenDaysMeansSevenDaysIncludingToday() {
    JsonNode report = report("?since=7d&by=day").json();
    assertThat(report.findValuesAsText("day"))
        .containsExactly(
            "2026-11-18",
            "2026-11-19",
            "2026-11-20",
            "2026-11-21",
            "2026-11-22",
            "2026-11-23",
            "2026-11-24");
    assertThat(report.at("/total/calls").asLong()).isEqualTo(7);
  }

  @Test
  void aRangeHasItsFirstDayAndNotItsLast() {
    JsonNode report = report("?from=2026-11-17&to=2026-11-19&by=day").json();
    assertThat(report.findValuesAsText("day")).containsExactly("2026-11-17", "2026-11-18");
  }

  @Test
  void topCutsRowsAndSaysHowMany() {
    JsonNode report = report("?since=7d&by=day&top=2").json();
    assertThat(report.get("rows")).hasSize(2);
    assertThat(report.get("rows_omitted").asInt()).isEqualTo(5);
    assertThat(report.at("/total/calls").asLong()).isEqualTo(7);
  }

  @Test
  void rowsHaveTheirKeysInTheOrderAskedFor() {
    JsonNode row =
        report("?by=exercise,provider,model,feature,class&with_names=true").json().at("/rows/0");
    assertThat(row.get("key").toString())
        .isEqualTo(
            "{\"exercise\":\"loops-easy\",\"provider\":\"offline\",\"model\":\"offline-tutor\","
                + "\"feature\":\"chat\",\"class\":\"\"}");
    assertThat(row.get("cost_usd").isNumber()).isTrue();
    assertThat(row.get("unknown_calls").asLong()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from=yesterday              | from is a date such as",
        "from=2026-02-30             | from is a date such as",
        "from=                       | from is a date such as",
        "to=24.11.2026               | to is a date such as",
        "from=-9999-01-01            | from is",
        "from=%2B99999-01-01         | from is",
        "from=2026-11-24&to=2026-11-24 | before to",
        "from=2026-11-24&to=2026-11-01 | before to",
        "from=2026-11-01&since=7d    | not both",
        "from=1990-01-01             | at most 1100 days",
        "since=7                     | such as 7d",
        "since=0d                    | such as 7d",
        "since=-7d                   | such as 7d",
        "since=7h                    | such as 7d",
        "since=99999999999d          | such as 7d",
        "since=9999d                 | at most 1100 days",
        "by=modell                   | day, week, month, learner, class, model",
        "by=model;DROP               | day, week, month, learner, class, model",
        "compare=last                | such as 2026-01-01..2026-02-01",
        "compare=2026-11-01..        | such as 2026-01-01..2026-02-01",
        "compare=2026-11-01..2026-11-01 | before to",
        "compare=2026-13-01..2026-11-01 | compare is a date",
        "compare=previous&by=day     | group by other dimensions",
        "unit=class                  | exercise, learner or hint",
        "unit=exercise&by=model      | no model",
        "trend=yes                   | true or false",
        "with_names=1                | true or false",
        "top=0                       | positive number",
        "top=-1                      | positive number",
        "top=ten                     | positive number",
        "top=99999999999             | positive number"
      })
  void aBadParameterIsRefusedWithARemedy(String query, String remedy) {
    TestTutor.Reply reply = report("?" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.json().get("code").asText()).isEqualTo("invalid_request");
    assertThat(reply.json().get("message").asText()).contains(remedy);
  }

  @Test
  void aLearnerIsAPseudonymUnlessNamesAreAskedFor() {
    String pseudonym = report("?by=learner").json().at("/rows/0/key/learner").asText();
    assertThat(pseudonym).matches("u[0-9a-f]{12}");
    JsonNode named = report("?by=learner&with_names=true").json().at("/rows/0");
    assertThat(named.get("name").asText()).isEqualTo("Ada");
    assertThat(Learner.pseudonym(named.at("/key/learner").asText())).isEqualTo(pseudonym);
  }

  @Test
  void aGroupOfOneLearnerIsNotShownAndTheTotalStays() {
    JsonNode report = report("?since=7d&by=exercise").json();
    assertThat(report.at("/rows/0/key/exercise").asText()).isEqualTo("(fewer than 5 learners)");
    assertThat(report.at("/rows/0/folded").asInt()).isEqualTo(1);
    assertThat(report.at("/total/calls").asLong()).isEqualTo(7);
  }

  @Test
  void theForecastCoversThisMonth() {
    JsonNode forecast = tutor.get("/api/ops/costs/forecast", tutor.operatorToken()).json();
    assertThat(forecast.get("month").asText()).isEqualTo("2026-11-01");
    assertThat(forecast.get("today").asText()).isEqualTo("2026-11-24");
    assertThat(forecast.get("history_days").asInt()).isEqualTo(8);
    double spent = forecast.get("spent_usd").asDouble();
    assertThat(forecast.get("expected_usd").asDouble()).isBetween(spent, 2 * spent);
    assertThat(forecast.get("low_usd").asDouble()).isGreaterThanOrEqualTo(spent);
    assertThat(tutor.get("/api/ops/costs/forecast", token).status()).isEqualTo(403);
  }

  @Test
  void aTrendHasFourWeeksAndNoAlarmAfterNineDays() {
    JsonNode trend = report("?by=model&trend=true").json().at("/rows/0/trend");
    assertThat(trend.get("from").asText()).isEqualTo("2026-10-28");
    assertThat(trend.get("usd")).hasSize(28);
    assertThat(trend.has("anomaly")).isFalse();
  }

  @Test
  void aLearnersOwnUseIsThatOfSevenDaysNewestFirst() {
    JsonNode usage = tutor.get("/api/usage/me", token).json();
    assertThat(usage.get("zone").asText()).isEqualTo("Pacific/Auckland");
    assertThat(usage.get("days")).hasSize(7);
    assertThat(usage.at("/days/0/day").asText()).isEqualTo("2026-11-24");
    assertThat(usage.at("/days/6/day").asText()).isEqualTo("2026-11-18");
    assertThat(usage.at("/days/0/requests").asLong()).isEqualTo(1);
    assertThat(usage.at("/days/0/tokens/input").asLong()).isPositive();
    assertThat(usage.at("/days/0/cost_usd").isNumber()).isTrue();
    JsonNode learner = usage.at("/limits/1");
    assertThat(learner.get("scope").asText()).isEqualTo("learner");
    assertThat(learner.get("resets_at").asText()).isEqualTo("2026-11-24T11:00:00Z");
    assertThat(
            learner
                .get("limit_usd")
                .decimalValue()
                .subtract(learner.get("remaining_usd").decimalValue()))
        .isEqualByComparingTo(usage.at("/days/0/cost_usd").decimalValue());
  }

  @Test
  void anotherLearnerSeesNothingOfIt() {
    assertThat(tutor.get("/api/usage/me", tutor.register()).json().get("days")).isEmpty();
    assertThat(tutor.get("/api/usage/me", tutor.operatorToken()).status()).isEqualTo(403);
  }
}
