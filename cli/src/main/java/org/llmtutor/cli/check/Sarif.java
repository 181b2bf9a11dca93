package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.rules.check.CheckPages;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;

/**
 * Writes an outcome as a SARIF 2.1.0 log, which code hosts show beside the changed lines. Columns
 * count code points, as SARIF's {@code unicodeCodePoints} has it.
 */
final class Sarif {

  private Sarif() {}

  static void write(
      CheckOutcome outcome, Severity minSeverity, List<CheckInfo> catalogue, PrintWriter out) {
    List<Problem> shown = outcome.shown(minSeverity);
    List<CheckInfo> rules =
        catalogue.stream()
            .filter(check -> shown.stream().anyMatch(problem -> problem.id().equals(check.id())))
            .toList();
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "monitorctl");
    String version = Sarif.class.getPackage().getImplementationVersion();
    if (version != null) {
      driver.put("version", version);
    }
    driver.put("rules", rules.stream().map(Sarif::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("columnKind", "unicodeCodePoints");
    run.put("invocations", List.of(invocation(outcome)));
    run.put("results", shown.stream().map(problem -> result(problem, rules)).toList());
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    out.println(JsonWriter.write(log));
  }

  /** Files that could not be read are the tool's notifications; the run then did not succeed. */
  private static Map<String, Object> invocation(CheckOutcome outcome) {
    Map<String, Object> invocation = new LinkedHashMap<>();
    invocation.put("executionSuccessful", outcome.complaints().isEmpty());
    invocation.put(
        "toolExecutionNotifications",
        outcome.complaints().stream().map(Sarif::notification).toList());
    return invocation;
  }

  private static Map<String, Object> notification(String text) {
    Map<String, Object> notification = new LinkedHashMap<>();
    notification.put("level", "error");
    notification.put("message", Map.of("text", text));
    return notification;
  }

  private static Map<String, Object> rule(CheckInfo check) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", check.id());
    rule.put("shortDescription", Map.of("text", check.summary()));
    Map<String, Object> help = new LinkedHashMap<>();
    help.put("text", check.summary());
    help.put("markdown", CheckPages.read(check.id()));
    rule.put("help", help);
    rule.put("defaultConfiguration", Map.of("level", level(check.severity())));
    return rule;
  }

  private static Map<String, Object> result(Problem problem, List<CheckInfo> rules) {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", problem.span().line());
    region.put("startColumn", problem.span().column());
    region.put("endColumn", problem.span().column() + problem.span().length());
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("artifactLocation", Map.of("uri", uri(problem.file())));
    place.put("region", region);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", problem.id());
    int index = rules.stream().map(CheckInfo::id).toList().indexOf(problem.id());
    if (index >= 0) {
      result.put("ruleIndex", index);
    }
    result.put("level", level(problem.severity()));
    result.put("message", Map.of("text", problem.text()));
    result.put("locations", List.of(Map.of("physicalLocation", place)));
    return result;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  /** A relative path as a relative reference; what is not allowed in one is escaped. */
  private static String uri(String file) {
    try {
      return new URI(null, null, file, null).getRawPath();
    } catch (URISyntaxException e) {
      return file;
    }
  }
}
