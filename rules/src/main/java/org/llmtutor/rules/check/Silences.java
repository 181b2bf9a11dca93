package org.llmtutor.rules.check;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

/**
 * Comments in a rule file that silence findings on their own line and on the next:
 *
 * <pre>{@code
 * # monitorctl: disable alert/runbook, alert/summary
 * - alert: Watchdog
 * }</pre>
 */
final class Silences {

  private static final String MARK = "monitorctl:";
  private static final Pattern COMMENT =
      Pattern.compile("#\\s*monitorctl:\\s*disable\\s+([a-z/-]+(?:\\s*,\\s*[a-z/-]+)*)");

  private final SourceText source;
  private final boolean any;

  Silences(SourceText source) {
    this.source = source;
    this.any = source.text().contains(MARK);
  }

  /** Whether a comment beside or just above the finding names its check. */
  boolean cover(Problem problem) {
    int line = problem.span().line();
    return any && (names(line, problem.id()) || (line > 1 && names(line - 1, problem.id())));
  }

  private boolean names(int line, String id) {
    Matcher comment = COMMENT.matcher(source.line(line));
    return comment.find() && Arrays.asList(comment.group(1).split("\\s*,\\s*", -1)).contains(id);
  }
}
