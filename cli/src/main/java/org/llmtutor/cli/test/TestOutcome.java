package org.llmtutor.cli.test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.test.Coverage;
import org.llmtutor.rules.test.TestResult;

/**
 * What a run of tests gave.
 *
 * @param files how many test files were run
 * @param results of each test, in order
 * @param problems of files that cannot be read as what they are
 * @param sources the text of each file by its name
 * @param complaints paths that lead nowhere
 * @param coverage what the tests reached
 * @param touched every file that was read
 */
record TestOutcome(
    int files,
    List<TestResult> results,
    List<Problem> problems,
    Map<String, SourceText> sources,
    List<String> complaints,
    Coverage coverage,
    List<Path> touched) {

  long failed() {
    return results.stream().filter(result -> !result.passed()).count();
  }

  /** The share of branches that tests reached, in percent; 100 when there are none. */
  double percent() {
    return coverage.total() == 0 ? 100 : 100.0 * coverage.reached() / coverage.total();
  }
}
