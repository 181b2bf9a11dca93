package org.llmtutor.cli.check;

import java.util.List;
import java.util.Map;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;

/**
 * What a run found.
 *
 * @param problems sorted by file and place
 * @param sources the text of each file by its name, for excerpts
 * @param counts how much was checked
 * @param complaints paths that lead nowhere and files that could not be read
 * @param facts what a page of metrics tells of each alert; empty without one
 */
record CheckOutcome(
    List<Problem> problems,
    Map<String, SourceText> sources,
    Counts counts,
    List<String> complaints,
    List<AlertFacts> facts) {

  /** How much was checked; {@code tests} counts unit-test files that were passed over. */
  record Counts(int files, int groups, int alerts, int recordingRules, int tests) {}

  /** The problems of {@code minSeverity} or worse. */
  List<Problem> shown(Severity minSeverity) {
    return problems.stream().filter(p -> p.severity().compareTo(minSeverity) >= 0).toList();
  }

  /** How many problems are of {@code severity}. */
  long count(Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }
}
