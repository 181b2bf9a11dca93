package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.ProblemRenderer;
import org.llmtutor.rules.problem.Severity;

/** Writes an outcome for people. */
final class CheckText {

  private CheckText() {}

  static void write(CheckOutcome outcome, Severity minSeverity, boolean colours, PrintWriter out) {
    ProblemRenderer renderer = new ProblemRenderer(colours);
    List<Problem> shown = outcome.shown(minSeverity);
    shown.forEach(
        problem -> out.println(renderer.render(problem, outcome.sources().get(problem.file()))));
    if (!shown.isEmpty()) {
      out.println();
    }
    if (outcome.files() == 0 && !outcome.complaints().isEmpty()) {
      out.println("Nothing was checked.");
    } else {
      out.println(summary(outcome, outcome.problems().size() - shown.size()));
    }
    if (!outcome.facts().isEmpty()) {
      facts(outcome.facts(), out);
    }
  }

  private static void facts(List<AlertFacts> facts, PrintWriter out) {
    int width = facts.stream().mapToInt(fact -> fact.alert().length()).max().orElse(0);
    out.println();
    out.println(
        String.format(
            Locale.ROOT,
            "%-" + Math.max(5, width) + "s  %12s  %10s",
            "ALERT",
            "SERIES READ",
            "FIRES NOW"));
    for (AlertFacts fact : facts) {
      String firing = fact.firing().isPresent() ? "" + fact.firing().getAsLong() : "not told";
      out.println(
          String.format(
              Locale.ROOT,
              "%-" + Math.max(5, width) + "s  %12d  %10s",
              fact.alert(),
              fact.reads(),
              firing));
    }
  }

  private static String summary(CheckOutcome outcome, int hidden) {
    List<String> parts = new ArrayList<>();
    for (CheckOutcome.Tally tally : outcome.tallies()) {
      if (!tally.key().equals("unit_test_files")) {
        parts.add(tally.toString());
      } else if (tally.number() > 0) {
        parts.add(tally + " passed over");
      }
    }
    return String.join(", ", parts)
        + ": "
        + verdict(outcome)
        + (outcome.complaints().isEmpty() ? "" : " in what could be read")
        + (hidden > 0 ? ", " + hidden + " not shown" : "");
  }

  private static String verdict(CheckOutcome outcome) {
    if (outcome.problems().isEmpty()) {
      return "no problems";
    }
    List<String> parts = new ArrayList<>();
    addCount(parts, outcome.count(Severity.ERROR), "error");
    addCount(parts, outcome.count(Severity.WARNING), "warning");
    addCount(parts, outcome.count(Severity.INFO), "remark");
    return String.join(", ", parts);
  }

  private static void addCount(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(count(number, what));
    }
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
