package org.llmtutor.rules.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

class DashboardCheckerTest {

  private static final String VARIABLES =
      "\"templating\": {\"list\": [{\"name\": \"datasource\"}, {\"name\": \"job\"},"
          + " {\"name\": \"metric\"}, {\"name\": \"n\"}, {\"name\": \"window\"}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up{job=~'$job'}",
        "up{job=~'${job:regex}'}",
        "up{job=~'[[job]]'}",
        "up{job=~'$job|other'}",
        "rate(x_total[$__rate_interval])",
        "rate(x_total{job='$job'}[$__rate_interval])",
        "irate(x_total[$window])",
        "increase(x_total[5m])",
        "increase(x_total[${__range_s}s])",
        "avg_over_time(x[$window:$__interval])",
        "x offset $window",
        "topk($n, x)",
        "quantile_over_time($n, x[$window])",
        "sum by ($job) (x)",
        "$metric{job='a'}",
        "rate(${metric}_total[$__rate_interval])",
        "${metric}(x)",
        "sum(x) / $__range_s",
        "x > $n",
        "x @ end()",
        "label_replace(x, 'a', '$1', 'b', '(.*)')",
        "histogram_quantile(0.9, sum by (le) (rate(x_bucket{job='$job'}[$__rate_interval])))",
      })
  void canReadWhatGrafanaCan(String query) {
    assertThat(problems(query, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum(rate(x_total[$__rate_interval]) ; dashboard/query",
        "rate(x_total) ; dashboard/query",
        "rate(x_total[5m]) ; dashboard/rate-interval",
        "rate(x_total[$__interval]) ; dashboard/rate-interval",
        "up{job=~'$jbo'} ; dashboard/variable",
        "histogram_quantile(0.9, sum(rate(x_bucket{job='$job'}[$__rate_interval])));promql/histogram",
        "delta(x_total{job='$job'}[$window]) ; promql/counter",
      })
  void findsWhatIsWrong(String query, String id) {
    assertThat(problems(query, null)).extracting(Problem::id).containsExactly(id);
  }

  @Test
  void showsQueriesAsTheyAreWritten() {
    List<Problem> problems =
        problems("histogram_quantile(0.9, rate(x_count{job='$job'}[$__rate_interval]))", null);
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .startsWith("rate(x_count{job='$job'}[$__rate_interval])"));
  }

  @Test
  void pointsAtThePlaceInTheJson() {
    String json = dashboard("sum(rate(x_total{a=\\\"b\\\"}[5m]))");
    Problem problem = problemsOf(json, null).get(0);
    String line = json.lines().toList().get(problem.span().line() - 1);
    int column = problem.span().column() - 1;
    assertThat(line.substring(column, column + problem.span().length())).isEqualTo("5m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rate(requests_totl{job='$job'}[$__rate_interval]) ; promql/series",
        "sum by (metod) (rate(requests_total{job='$job'}[$__rate_interval])) ; promql/label",
        "rate(requests_total{method='PST',job='$job'}[$__rate_interval]) ; promql/label-value",
      })
  void findsWhatThePageOfMetricsDoesNotHave(String query, String id) {
    assertThat(problems(query, page())).extracting(Problem::id).containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(requests_total{method='$job',job=~'$job'}[$__rate_interval])",
        "rate(${metric}_total[$__rate_interval])",
        "sum by ($job) (rate(requests_total[$__rate_interval]))",
        "$metric",
      })
  void saysNothingOfWhatVariablesMayStandFor(String query) {
    assertThat(problems(query, page())).isEmpty();
  }

  @Test
  void readsTheQueriesOfVariablesAndAnnotations() {
    String json =
        """
        {"title": "T", "uid": "t", "panels": [],
         "annotations": {"list": [{"name": "restarts", "expr": "changes(x)"}]},
         "templating": {"list": [
           {"name": "a", "type": "query", "query": "label_values(up{job=}, instance)"},
           {"name": "b", "type": "query", "query": {"query": "query_result(sum(up)", "refId": "A"}},
           {"name": "c", "type": "query", "query": "label_values(job)"},
           {"name": "d", "type": "query", "query": "label_values(up{job=~\\"$c\\"}, instance)"}
         ]}}
        """;
    assertThat(problemsOf(json, null))
        .extracting(problem -> problem.span().line())
        .containsOnly(2, 4, 5);
  }

  @Test
  void leavesOtherLanguagesAlone() {
    String json =
        dashboard("{app=\\\"x\\\"} |= \\\"error\\\"").replace("\"prometheus\"", "\"loki\"");
    assertThat(problemsOf(json, null)).isEmpty();
  }

  @Test
  void takesTabsAndWindowsLineEnds() {
    String json = dashboard("up").replace("  ", "\t").replace("\n", "\r\n");
    assertThat(problemsOf(json, null)).isEmpty();
  }

  @Test
  void readsTheRowsOfOldDashboards() {
    String json =
        "{\"title\": \"T\", \"uid\": \"t\", \"rows\": [{\"panels\": [{\"id\": 1, \"type\":"
            + " \"graph\", \"title\": \"G\", \"datasource\": \"$datasource\", \"targets\":"
            + " [{\"expr\": \"sum(\"}]}]}]}";
    assertThat(problemsOf(json, null)).extracting(Problem::id).containsExactly("dashboard/query");
  }

  @Test
  void doesNotTakePanelsOfClosedRowsForNeighbours() {
    String panel =
        "{\"id\": %d, \"type\": \"text\", \"gridPos\": {\"x\":0,\"y\":1,\"w\":4,\"h\":4}}";
    String row =
        "{\"id\": %d, \"type\": \"row\", \"title\": \"R\","
            + " \"gridPos\": {\"x\":0,\"y\":%d,\"w\":24,\"h\":1}, \"panels\": [%s]}";
    String json =
        "{\"title\": \"T\", \"uid\": \"t\", \"panels\": ["
            + String.format(row, 1, 0, String.format(panel, 2))
            + ","
            + String.format(row, 3, 1, String.format(panel, 4))
            + "]}";
    assertThat(problemsOf(json, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"a\": 1, \"a\": 2}", "{\"title\": \"T\"}", "title: x"})
  void tellsWhatIsNoDashboard(String text) {
    List<Problem> problems = new ArrayList<>();
    Optional<Dashboard> none = DashboardReader.read(new SourceText("d.json", text), problems::add);
    assertThat(none).isEmpty();
    assertThat(problems).isNotEmpty().allMatch(problem -> problem.id().equals("dashboard/shape"));
  }

  private static MetricsSnapshot page() {
    MetricsSnapshot.Builder page = new MetricsSnapshot.Builder();
    page.type("requests_total", "counter");
    page.sample("requests_total", Map.of("method", "GET"), 3);
    page.sample("requests_total", Map.of("method", "POST"), 2);
    return page.build("tutor", "a");
  }

  private static String dashboard(String expr) {
    return """
        {
          "title": "T",
          "uid": "t",
          %s,
          "panels": [
            {
              "id": 1,
              "type": "timeseries",
              "title": "P",
              "gridPos": {"x": 0, "y": 0, "w": 24, "h": 8},
              "datasource": {"type": "prometheus", "uid": "${datasource}"},
              "fieldConfig": {"defaults": {"unit": "short"}},
              "targets": [{"refId": "A", "expr": "%s"}]
            }
          ]
        }
        """
        .formatted(VARIABLES, expr);
  }

  private static List<Problem> problems(String query, @Nullable MetricsSnapshot metrics) {
    return problemsOf(dashboard(query), metrics);
  }

  private static List<Problem> problemsOf(String json, @Nullable MetricsSnapshot metrics) {
    List<Problem> problems = new ArrayList<>();
    DashboardReader.read(new SourceText("d.json", json), problems::add)
        .ifPresent(
            dashboard ->
                DashboardChecker.only(id -> true, metrics)
                    .check(List.of(dashboard), problems::add));
    return problems;
  }
}
