package org.llmtutor.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.cli.Monitorctl;
import org.llmtutor.cli.PrometheusPeer;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.output.Terminal;

class BacktestCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> variables = new HashMap<>();
  private final StringBuilder rules = new StringBuilder("groups:\n- name: g\n  rules:\n");
  private PrometheusPeer peer;

  @BeforeEach
  void startServer() throws IOException {
    peer = new PrometheusPeer(11_000);
    peer.tell("status/runtimeinfo", Map.of("storageRetention", "15d or 1GiB"));
    peer.tell("status/config", Map.of("yaml", "global:\n  evaluation_interval: 1m\n"));
    peer.tell("metadata", Map.of("queue", List.of(Map.of("type", "gauge"))));
    peer.load("up{job=\"tutor\"} 1x1440", NOW.minus(Duration.ofDays(1)), MINUTE);
  }

  @AfterEach
  void stopServer() {
    peer.close();
  }

  @Test
  void tellsHowOftenAndHowLongAnAlertWouldHaveFired() throws IOException {
    lastDay("queue{q=\"a\"} 0x600 9x29 0x400 9x9 0x399");
    alert("Full", "queue > 5", "for: 5m");
    assertThat(run("--backtest", "1d")).isZero();
    JsonNode alert = json().at("/backtest/alerts/0");
    assertThat(alert.get("reads").asInt()).isEqualTo(1);
    assertThat(alert.get("holds").asInt()).isZero();
    assertThat(alert.get("fired").asInt()).isEqualTo(2);
    assertThat(alert.get("longest_seconds").asInt()).isEqualTo(25 * 60);
    assertThat(alert.get("firing_seconds").asInt()).isEqualTo(30 * 60);
    assertThat(alert.get("firing_now").asInt()).isZero();
    assertThat(alert.at("/firings/0/from").asText()).isEqualTo("2026-11-22T22:06:00Z");
    assertThat(ids()).isEmpty();
  }

  @Test
  void appliesTheIntervalAndTheOffsetOfTheGroup() throws IOException {
    rules.insert(rules.indexOf("  rules:"), "  interval: 5m\n  query_offset: 2m\n");
    lastDay("queue{q=\"a\"} 0x600 9x9 0x830");
    alert("Full", "queue > 5", "for: 5m");
    run("--backtest", "1d");
    JsonNode alert = json().at("/backtest/alerts/0");
    assertThat(alert.get("step_seconds").asInt()).isEqualTo(300);
    assertThat(alert.at("/firings/0/from").asText()).isEqualTo("2026-11-22T22:10:00Z");
  }

  @Test
  void findsWhatFlapsAndWhatNeverEnds() throws IOException {
    lastDay("queue{q=\"a\"} 0x600" + " 9x2 0x2".repeat(6) + " 0x804");
    lastDay("pool 1x1440");
    alert("Flaps", "queue > 5", "for: 1m");
    alert("Always", "pool < 5", "for: 1m");
    alert("Watchdog", "vector(1)", "for: 1m");
    assertThat(run("--backtest", "1d", "--fail-on", "warning")).isEqualTo(3);
    assertThat(ids()).containsExactly("alert/flaps", "alert/always-firing");
    assertThat(json().at("/backtest/alerts/0/most_within_an_hour").asInt()).isEqualTo(6);
    assertThat(json().at("/backtest/alerts/1/firings/0/to").isNull()).isTrue();
  }

  @Test
  void takesAsManyQueriesAsTheServersLimitDemands() throws IOException {
    peer.close();
    peer = new PrometheusPeer(300);
    peer.load("up{job=\"tutor\"} 1x1440", NOW.minus(Duration.ofDays(1)), MINUTE);
    lastDay("queue{q=\"a\"} 0x600 9x500 0x340");
    alert("Full", "queue > 5", "for: 5m");
    run("--backtest", "1d");
    assertThat(json().at("/backtest/alerts/0/fired").asInt()).isEqualTo(1);
    assertThat(json().at("/backtest/alerts/0/firing_seconds").asInt()).isEqualTo(496 * 60);
    assertThat(peer.asked()).filteredOn("query_range queue > 5"::equals).hasSizeGreaterThan(5);
  }

  @Test
  void thinsOutTheEvaluationsOfALongTimeAndSaysSo() throws IOException {
    rules.insert(rules.indexOf("  rules:"), "  interval: 1s\n");
    alert("Down", "up == 0", "for: 5m");
    run("--backtest", "1d");
    assertThat(json().at("/backtest/notes/0").asText())
        .isEqualTo("rules were evaluated every 2s and not every 1s, as 1d is long");
  }

  @Test
  void doesNotLetOneRuleThatFailsKeepItFromTheOthers() throws IOException {
    lastDay("spent{scope=\"a\"} 1x1440");
    lastDay("limit{scope=\"a\",owner=\"x\"} 1x1440");
    lastDay("limit{scope=\"a\",owner=\"y\"} 1x1440");
    alert("Fails", "spent / on (scope) limit > 2", "for: 5m");
    alert("Down", "up == 0", "for: 5m");
    run("--backtest", "1d");
    assertThat(ids()).containsExactly("prometheus/query");
    assertThat(json().at("/backtest/alerts/0/note").asText()).isEqualTo("the server has no result");
    assertThat(json().at("/backtest/alerts/1/fired").asInt()).isZero();
  }

  @Test
  void findsWhatTheServerDoesNotHaveOrKeep() throws IOException {
    lastDay("queue{q=\"a\"} 0x1440");
    peer.load("gone 1x600", NOW.minus(Duration.ofDays(1)), MINUTE);
    alert("Typo", "quue > 5", "for: 5m");
    alert("Value", "queue{q=\"b\"} > 5", "for: 5m");
    alert("Label", "queue{r=\"b\"} > 5", "for: 5m");
    alert("Type", "rate(queue[5m]) > 5", "for: 5m");
    alert("Gone", "gone > 5", "for: 5m");
    alert("Old", "queue > 2 * queue offset 30d", "for: 5m");
    run("--backtest", "off");
    assertThat(ids())
        .containsExactly(
            "promql/series",
            "promql/label-value",
            "promql/label",
            "promql/metric-type",
            "promql/series",
            "prometheus/retention");
    assertThat(peer.asked()).noneMatch(asked -> asked.startsWith("query_range"));
  }

  @Test
  void takesTheAgeOfTheOldestSampleWhereTheRetentionIsNotTold() throws IOException {
    peer.tell("status/runtimeinfo", Map.of());
    peer.tell("status/flags", Map.of("storage.tsdb.retention.time", "0s"));
    alert("Old", "up < up offset 2d", "for: 5m");
    run("--backtest", "off");
    assertThat(ids()).containsExactly("prometheus/retention");
    assertThat(json().at("/problems/0/severity").asText()).isEqualTo("info");
    assertThat(json().at("/problems/0/message").asText()).contains("oldest sample is 1d old");
  }

  @Test
  void knowsTheAgeOfAServerThatIsMinutesOld() throws IOException {
    peer.close();
    peer = new PrometheusPeer(11_000);
    peer.load("up{job=\"tutor\"} 1x9", NOW.minus(Duration.ofMinutes(9)), MINUTE);
    alert("Old", "up < up offset 2d", "for: 5m");
    run("--backtest", "7d");
    assertThat(json().at("/problems/0/message").asText()).contains("oldest sample is 9m old");
  }

  @Test
  void doesNotJudgeAnAlertOnARecordedSeriesThatTheServerDoesNotHave() throws IOException {
    rules.append("  - {record: 'job:up:sum', expr: sum by (job) (up)}\n");
    alert("Few", "job:up:sum < 5", "for: 5m");
    run("--backtest", "1d");
    assertThat(ids()).isEmpty();
    JsonNode alert = json().at("/backtest/alerts/0");
    assertThat(alert.get("note").asText()).isEqualTo("the server does not record job:up:sum");
    assertThat(alert.has("fired")).isFalse();
  }

  @Test
  void looksAtAPageOfMetricsAndAServerTogether() throws IOException {
    Path page = Files.writeString(directory.resolve("page.prom"), "brand_new{a=\"b\"} 1\nback 1\n");
    peer.load("back 1x600", NOW.minus(Duration.ofDays(1)), MINUTE);
    alert("New", "brand_new{a=\"b\"} > 5", "for: 5m");
    alert("Back", "back > 5", "for: 5m");
    run("--metrics", page.toString(), "--backtest", "1d");
    assertThat(ids()).isEmpty();
  }

  @Test
  void sendsTheTokenOfPrometheus() throws IOException {
    peer.require("secret");
    alert("Down", "up == 0", "for: 5m");
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString()).contains("401", "MONITORCTL_PROMETHEUS_TOKEN");
    variables.put("MONITORCTL_PROMETHEUS_TOKEN", "secret");
    assertThat(run()).isZero();
  }

  @Test
  void saysWhatToDoWhenTheServerIsDown() throws IOException {
    String closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = "http://127.0.0.1:" + socket.getLocalPort();
    }
    alert("Down", "up == 0", "for: 5m");
    assertThat(run("--prometheus", closed)).isEqualTo(1);
    assertThat(err.toString()).contains("connection refused; is the service running there?");
  }

  @Test
  void printsATableThatFitsATerminal() throws IOException {
    lastDay("queue{q=\"a\"} 0x600" + " 9x2 0x2".repeat(6) + " 0x804");
    alert("Flaps", "queue > 5", "for: 1m");
    alert("Down", "up == 0", "for: 5m");
    Path file = Files.writeString(directory.resolve("rules.yml"), rules);
    int code =
        run(List.of("check-alerts", "--prometheus", peer.url(), "--backtest", "1d", "" + file));
    assertThat(code).isZero();
    assertThat(out.toString().replace(peer.url(), "URL"))
        .endsWith(
            """
            The last 1d on URL, which keeps samples for 15d:

            ALERT  READS  HOLDS  FIRED  IN ALL  LONGEST  VERDICT
            Flaps      1      0      6     12m       2m  flaps, ended 13h26m ago
            Down       1      0      0       -        -  never
            """);
  }

  @Test
  void wantsAServerForABacktest() {
    assertThat(run(List.of("check-alerts", "--backtest", "1d", directory.toString()))).isEqualTo(2);
    assertThat(err.toString()).contains("--backtest: needs a server; add --prometheus URL");
  }

  private void lastDay(String notation) {
    peer.load(notation, NOW.minus(Duration.ofDays(1)), MINUTE);
  }

  private void alert(String name, String expr, String more) {
    rules.append(
        """
          - alert: %s
            expr: '%s'
            %s
            labels: {severity: page}
            annotations: {summary: s, runbook_url: r}
        """
            .formatted(name, expr, more)
            .indent(0));
  }

  private int run(String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("rules.yml"), rules);
    List<String> args = new ArrayList<>(List.of("check-alerts", "-o", "json"));
    if (!List.of(more).contains("--prometheus")) {
      args.addAll(List.of("--prometheus", peer.url()));
    }
    args.addAll(List.of(more));
    args.add(file.toString());
    return run(args);
  }

  private int run(List<String> args) {
    Environment environment =
        new Environment(
            variables,
            directory,
            InputStream.nullInputStream(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            Ticker.system(),
            new Terminal(false, false, OptionalInt.of(80), false, false));
    return Monitorctl.run(args, environment, new PrintWriter(out), new PrintWriter(err));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private List<String> ids() throws IOException {
    return json().get("problems").findValuesAsText("id");
  }
}
