package org.llmtutor.cli.check;

import java.io.PrintWriter;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;

/** Writes an outcome as the workflow commands with which GitHub marks lines of a change. */
final class GitHubAnnotations {

  private GitHubAnnotations() {}

  static void write(CheckOutcome outcome, Severity minSeverity, PrintWriter out) {
    for (Problem problem : outcome.shown(minSeverity)) {
      int column = problem.span().column();
      out.println(
          "::"
              + level(problem.severity())
              + " file="
              + property(problem.file())
              + ",line="
              + problem.span().line()
              + ",col="
              + column
              + ",endColumn="
              + (column + problem.span().length())
              + ",title="
              + property(problem.id())
              + "::"
              + data(problem.text()));
    }
  }

  private static String level(Severity severity) {
    return severity == Severity.INFO ? "notice" : severity.toString();
  }

  private static String property(String value) {
    return data(value).replace(":", "%3A").replace(",", "%2C");
  }

  private static String data(String value) {
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
