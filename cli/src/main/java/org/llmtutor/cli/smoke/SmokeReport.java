package org.llmtutor.cli.smoke;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.JUnitReport;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Terminal;
import org.llmtutor.cli.smoke.StepResult.Outcome;

/** The results of a run in every form of output. */
final class SmokeReport {

  private final String url;
  private final List<StepResult> results;

  SmokeReport(String url, List<StepResult> results) {
    this.url = url;
    this.results = List.copyOf(results);
  }

  boolean passed() {
    return count(Outcome.FAILED) == 0;
  }

  private long count(Outcome outcome) {
    return results.stream().filter(r -> r.outcome() == outcome).count();
  }

  private Duration time() {
    return results.stream().map(StepResult::time).reduce(Duration.ZERO, Duration::plus);
  }

  /** One line for one result. */
  static String line(StepResult result, Terminal terminal) {
    String mark =
        switch (result.outcome()) {
          case OK -> terminal.styled("ok  ", Style.GREEN);
          case FAILED -> terminal.styled("FAIL", Style.RED);
          case SKIPPED -> terminal.styled("skip", Style.YELLOW);
        };
    String time = result.outcome() == Outcome.SKIPPED ? "" : millis(result.time());
    return "  " + mark + "  " + pad(result.name(), 9) + right(time, 10) + "  " + result.detail();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String millis(Duration time) {
    return Numbers.count(time.toMillis()) + " ms";
  }

  /** The last line. */
  String summary() {
    return results.size()
        + " steps in "
        + millis(time())
        + ": "
        + count(Outcome.OK)
        + " ok, "
        + count(Outcome.FAILED)
        + " failed, "
        + count(Outcome.SKIPPED)
        + " skipped";
  }

  String text(Terminal terminal) {
    StringBuilder text = new StringBuilder(heading(url)).append('\n');
    results.forEach(result -> text.append(line(result, terminal)).append('\n'));
    return text.append(summary()).append('\n').toString();
  }

  static String heading(String url) {
    return "Smoke test of " + url;
  }

  String json() {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (StepResult result : results) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("name", result.name());
      step.put("status", result.outcome().name().toLowerCase(Locale.ROOT));
      step.put("duration_ms", result.time().toMillis());
      step.put("detail", result.detail());
      steps.add(step);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("url", url);
    document.put("passed", passed());
    document.put("duration_ms", time().toMillis());
    document.put("steps", steps);
    return JsonWriter.write(document) + "\n";
  }

  String junit() {
    List<JUnitReport.Case> cases = new ArrayList<>();
    for (StepResult result : results) {
      String failure = result.outcome() == Outcome.FAILED ? result.detail() : null;
      String skipped = result.outcome() == Outcome.SKIPPED ? result.detail() : null;
      cases.add(new JUnitReport.Case(result.name(), result.time(), failure, skipped));
    }
    return JUnitReport.write("smoke", cases);
  }
}
