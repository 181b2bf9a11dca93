package org.llmtutor.cli.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.backtest.ServerReport;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;

/**
 * What a run found.
 *
 * @param problems sorted by file and place
 * @param sources the text of each file by its name, for excerpts
 * @param tallies how much was checked, files first
 * @param complaints paths that lead nowhere and files that could not be read
 * @param facts what a page of metrics tells of each alert; empty without one, or with a server
 * @param server what a server tells; null without one
 */
record CheckOutcome(
    List<Problem> problems,
    Map<String, SourceText> sources,
    List<Tally> tallies,
    List<String> complaints,
    List<AlertFacts> facts,
    @Nullable ServerReport server) {

  /**
   * How much there was of something.
   *
   * @param key its name for programs
   * @param noun its name for people, of one
   */
  record Tally(String key, String noun, int number) {

    @Override
    public String toString() {
      String several =
          noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
      return number + " " + (number == 1 ? noun : several);
    }
  }

  /** How many files were checked. */
  int files() {
    return tallies.get(0).number();
  }

  /** The problems of {@code minSeverity} or worse. */
  List<Problem> shown(Severity minSeverity) {
    return problems.stream().filter(p -> p.severity().compareTo(minSeverity) >= 0).toList();
  }

  /** How many problems are of {@code severity}. */
  long count(Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }
}
