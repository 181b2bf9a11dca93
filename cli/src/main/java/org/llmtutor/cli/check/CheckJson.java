package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llmtutor.cli.backtest.BacktestJson;
import org.llmtutor.cli.backtest.ServerReport;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;

/** Writes an outcome for programs. */
final class CheckJson {

  private CheckJson() {}

  static void write(CheckOutcome outcome, Severity minSeverity, PrintWriter out) {
    Map<String, Object> root = new LinkedHashMap<>();
    outcome.tallies().forEach(tally -> root.put(tally.key(), tally.number()));
    root.put("problems", outcome.shown(minSeverity).stream().map(CheckJson::problem).toList());
    root.put("not_checked", outcome.complaints());
    ServerReport server = outcome.server();
    if (server != null) {
      root.put("backtest", BacktestJson.of(server));
    }
    if (!outcome.facts().isEmpty()) {
      root.put("alerts_now", outcome.facts().stream().map(CheckJson::facts).toList());
    }
    out.println(JsonWriter.write(root));
  }

  private static Map<String, Object> facts(AlertFacts facts) {
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("file", facts.file());
    alert.put("alert", facts.alert());
    alert.put("reads", facts.reads());
    facts.firing().ifPresent(firing -> alert.put("firing", firing));
    return alert;
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", problem.id());
    json.put("severity", problem.severity().toString());
    json.put("file", problem.file());
    json.put("line", problem.span().line());
    json.put("column", problem.span().column());
    json.put("length", problem.span().length());
    json.put("message", problem.message());
    json.put("remedy", problem.remedy());
    return json;
  }
}
