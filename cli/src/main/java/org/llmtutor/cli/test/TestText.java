package org.llmtutor.cli.test;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.ProblemRenderer;
import org.llmtutor.rules.test.Coverage;
import org.llmtutor.rules.test.TestResult;

/** Writes an outcome for people. */
final class TestText {

  private TestText() {}

  static void write(TestOutcome outcome, boolean coverage, boolean colours, PrintWriter out) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (TestResult result : outcome.results()) {
      int[] count = counts.computeIfAbsent(result.file(), file -> new int[2]);
      count[0]++;
      count[1] += result.passed() ? 0 : 1;
    }
    counts.forEach((file, count) -> out.println(line(file, count[0], count[1])));
    ProblemRenderer renderer = new ProblemRenderer(colours);
    for (Problem problem : outcome.problems()) {
      out.println(renderer.render(problem, outcome.sources().get(problem.file())));
    }
    outcome.results().stream().filter(result -> !result.passed()).forEach(r -> failure(r, out));
    if (!counts.isEmpty() || !outcome.problems().isEmpty()) {
      out.println();
    }
    out.println(summary(outcome));
    if (coverage) {
      coverage(outcome, out);
    }
  }

  private static String line(String file, int tests, int failed) {
    String all = tests + (tests == 1 ? " test" : " tests");
    return failed == 0
        ? "ok    " + file + "  " + all
        : "FAIL  " + file + "  " + failed + " of " + all;
  }

  private static void failure(TestResult result, PrintWriter out) {
    String name = result.test().name().isEmpty() ? "" : "  " + result.test().name();
    for (TestResult.Failure failure : result.failures()) {
      out.println();
      out.println(PlainText.of(result.file() + ":" + failure.span().line() + name));
      out.println("  " + PlainText.of(failure.headline()));
      failure.details().forEach(detail -> out.println("    " + PlainText.of(detail)));
    }
  }

  static String summary(TestOutcome outcome) {
    int tests = outcome.results().size();
    String counts = count(outcome.files(), "file") + ", " + count(tests, "test") + ": ";
    if (tests == 0) {
      return counts + "nothing was run";
    }
    long failed = outcome.failed();
    return counts
        + (failed == 0 ? "all passed" : failed + " failed")
        + (outcome.problems().isEmpty() ? "" : ", " + count(outcome.problems().size(), "problem"));
  }

  private static void coverage(TestOutcome outcome, PrintWriter out) {
    List<Coverage.Covered> rules = outcome.coverage().rules();
    out.println(
        String.format(
            Locale.ROOT,
            "coverage: %d of %s in %s (%.0f %%)",
            outcome.coverage().reached(),
            count(outcome.coverage().total(), "branch", "branches"),
            count(rules.size(), "rule"),
            Math.floor(outcome.percent())));
    for (Coverage.Covered rule : rules) {
      for (Coverage.Branch branch : rule.branches()) {
        if (!branch.reached()) {
          out.println(
              "  not reached: "
                  + PlainText.of(
                      rule.file() + ":" + rule.line() + " " + rule.rule() + ", " + branch.what()));
        }
      }
    }
  }

  private static String count(long number, String what) {
    return count(number, what, what + "s");
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
