package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.llmtutor.cli.output.JUnitReport;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;

/**
 * Writes an outcome as test results: one case for each problem that fails the run, one for each
 * file without any.
 */
final class CheckJUnit {

  private CheckJUnit() {}

  static void write(String command, CheckOutcome outcome, Severity failOn, PrintWriter out) {
    List<Problem> failing =
        outcome.problems().stream().filter(p -> p.severity().compareTo(failOn) >= 0).toList();
    List<JUnitReport.Case> cases = new ArrayList<>();
    for (String file : new TreeSet<>(outcome.sources().keySet())) {
      if (failing.stream().noneMatch(problem -> problem.file().equals(file))) {
        cases.add(new JUnitReport.Case(file, Duration.ZERO, null, null));
      }
    }
    for (Problem problem : failing) {
      cases.add(failed(place(problem), problem.text()));
    }
    outcome.complaints().forEach(complaint -> cases.add(failed("files to read", complaint)));
    out.print(JUnitReport.write(command, cases));
  }

  private static String place(Problem problem) {
    return problem.file()
        + ":"
        + problem.span().line()
        + ":"
        + problem.span().column()
        + " "
        + problem.id();
  }

  private static JUnitReport.Case failed(String name, String why) {
    return new JUnitReport.Case(name, Duration.ZERO, why, null);
  }
}
