package org.llmtutor.rules.test;

import java.time.Duration;
import java.util.List;
import org.llmtutor.rules.problem.Span;

/**
 * What came of one test.
 *
 * @param file the test file
 * @param test the test
 * @param time how long it ran
 * @param failures what differs; empty when it passed
 */
public record TestResult(String file, UnitTest test, Duration time, List<Failure> failures) {

  /** Copies the list. */
  public TestResult {
    failures = List.copyOf(failures);
  }

  /** Whether all is as expected. */
  public boolean passed() {
    return failures.isEmpty();
  }

  /**
   * One expectation that is not met.
   *
   * @param span where it is written
   * @param headline what is wrong, on one line
   * @param details expected and got, line by line
   */
  public record Failure(Span span, String headline, List<String> details) {

    /** Copies the lines. */
    public Failure {
      details = List.copyOf(details);
    }
  }
}
