package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, types, labels and buckets that dashboards and alerts rely on. */
class MetricsContractTest {

  private static final Path ALERTS =
      Path.of(System.getProperty("project.root", "..")).resolve("alerts");

  @TempDir static Path directory;
  private static TestTutor tutor;
  private static String page = "";

  @BeforeAll
  static void useEverythingOnce() {
    tutor = TestTutor.start(directory, "alerting.rules[0]=" + ALERTS);
    String token = tutor.register();
    String chat = "{\"message\":\"Help\",\"exercise_id\":\"loops-easy\"}";
    tutor.post("/api/chat/message", token, chat, "Accept", "text/event-stream");
    tutor.post("/api/exercises/loops-easy/complete", token, "{\"language\":\"java\"}");
    tutor.get("/nowhere/" + token, token);
    page = tutor.get("/metrics", "").body();
  }

  @AfterAll
  static void stop() {
    tutor.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http_request_duration_seconds | histogram | method,endpoint,status",
        "http_requests_total | counter | method,endpoint,status",
        "llm_cost_usd_total | counter | user_id,provider,model",
        "llm_tokens_used_total | counter | user_id,provider,model,type",
        "llm_api_calls_total | counter | provider,model,status",
        "llm_request_duration_seconds | histogram | provider,model",
        "llm_time_to_first_token_seconds | histogram | provider,model",
        "llm_circuit_state | gauge | route,provider,state",
        "llm_circuit_transitions_total | counter | route,provider,state",
        "llm_circuit_refusals_total | counter | route,provider",
        "llm_usage_estimates_total | counter | provider,model,reason",
        "llm_budget_spent_ratio | gauge | scope",
        "llm_budget_held_usd | gauge | scope",
        "llm_ledger_unknown_usd | gauge | scope",
        "database_query_duration_seconds | histogram | query_type",
        "database_slow_queries_total | counter | query_type",
        "trace_spans_exported_total | counter | ''",
        "trace_spans_dropped_total | counter | reason",
        "database_pool_size | gauge | ''",
        "database_active_connections | gauge | ''",
        "active_users | gauge | ''",
        "exercises_completed_total | counter | programming_language,difficulty",
        "exercise_submissions_total | counter | programming_language,difficulty,result",
        "learners_registered_total | counter | ''",
        "llm_budget_refusals_total | counter | scope",
        "llm_budget_soft_spent_ratio | gauge | scope",
        "llm_budget_warnings_total | counter | scope,mode",
        "llm_budget_degradations_total | counter | step,reason",
        "llm_ledger_overruns_total | counter | ''",
        "llm_ledger_late_writes | gauge | ''",
        "llm_ledger_lost_writes_total | counter | ''",
        "health_check_up | gauge | check,required",
        "sentry_reports_discarded_total | counter | reason",
        "log_lines_dropped_total | counter | target,reason",
        "sentry_reports_folded_total | counter | ''",
        "history_series | gauge | ''",
        "history_samples | gauge | ''",
        "history_bytes | gauge | ''",
        "history_dropped_samples_total | counter | reason",
        "history_samplings_total | counter | outcome",
        "history_sampling_duration_seconds | histogram | ''",
        "history_snapshots_total | counter | outcome",
        "history_snapshot_damaged_blocks_total | counter | ''",
        "alerting_rule_evaluation_duration_seconds | histogram | rule_group",
        "alerting_rule_failures_total | counter | rule_group",
        "alerting_evaluations_missed_total | counter | rule_group",
        "alerting_rules_reload_successful | gauge | ''",
        "alerting_alerts | gauge | state",
        "alerting_notifications_total | counter | channel,status",
        "alerting_queue_length | gauge | channel",
        "alerting_alerts_untracked_total | counter | ''",
        "alerting_state_failures_total | counter | ''"
      })
  void everyMetricHasItsTypeAndLabels(String name, String type, String labels) {
    assertThat(page).contains("# TYPE " + name + " " + type + "\n");
    String series = type.equals("histogram") ? name + "_count" : name;
    String block = labels.isEmpty() ? " " : "{" + labels.replace(",", "=\"[^\"]*\",") + "=\"";
    assertThat(page.lines().filter(line -> line.matches(series + "[{ ].*")))
        .isNotEmpty()
        .allMatch(line -> line.matches(series + block.replace("{", "\\{") + ".*"));
  }

  @Test
  void latencyHasTheAgreedBuckets() {
    assertThat(bounds("http_request_duration_seconds_bucket{method=\"GET\",endpoint=\"unmatched\""))
        .containsExactly("0.01", "0.05", "0.1", "0.5", "1.0", "2.0", "5.0", "+Inf");
  }

  @Test
  void firstTokenHasTheBucketsOfTheSemanticConventions() {
    assertThat(bounds("llm_time_to_first_token_seconds_bucket"))
        .containsExactly(
            "0.001", "0.005", "0.01", "0.02", "0.04", "0.06", "0.08", "0.1", "0.25", "0.5", "0.75",
            "1.0", "2.5", "5.0", "7.5", "10.0", "+Inf");
  }

  @Test
  void endpointsAreTemplatesAndNeverPaths() {
    assertThat(page)
        .contains(
            "http_requests_total{method=\"POST\",endpoint=\"/api/exercises/{id}/complete\",status=\"200\"",
            "http_requests_total{method=\"GET\",endpoint=\"unmatched\",status=\"404\"")
        .doesNotContain("loops-easy", "nowhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jersey_resource_seconds_count{resource=\"ChatResource\",method=\"stream\"",
        "jetty_requests_seconds_count{method=\"GET\"",
        "hikari_pool_connections{pool=\"reads\",state=\"active\"",
        "logback_events_total{level=\"warn\"",
        "jvm_memory_bytes_used{area=\"heap\"",
        "process_cpu_seconds_total "
      })
  void theFrameworksMetricsAreThereUnderReadableNames(String series) {
    assertThat(page.lines().filter(line -> line.startsWith(series))).isNotEmpty();
  }

  @Test
  void aRouteThatHasNotFailedSaysSo() {
    assertThat(page)
        .contains(
            "http_requests_total{method=\"POST\",endpoint=\"/api/chat/message\",status=\"500\",} 0.0",
            "http_requests_total{method=\"GET\",endpoint=\"/api/exercises/{id}\",status=\"500\",} 0.0",
            "http_requests_total{method=\"GET\",endpoint=\"/\",status=\"500\",} 0.0");
  }

  @Test
  void everyCheckOfHealthIsANumberAndRedisIsNoneWhileItIsDisabled() {
    assertThat(page)
        .contains(
            "health_check_up{check=\"database\",required=\"true\",} 1.0",
            "health_check_up{check=\"llm\",required=\"false\",} 1.0")
        .doesNotContain("check=\"redis\"");
  }

  @Test
  void registrationsAreCounted() {
    assertThat(page).contains("\nlearners_registered_total 1.0\n");
  }

  @Test
  void openMetricsEndsAsItShould() {
    String body =
        tutor.get("/metrics", "", "Accept", "application/openmetrics-text; version=1.0.0").body();
    assertThat(body).endsWith("# EOF\n").contains("# TYPE http_requests counter");
  }

  private static List<String> bounds(String prefix) {
    return page.lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
        .distinct()
        .toList();
  }
}
