package org.llmtutor.rules.test;

import java.time.Duration;
import java.util.List;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * A file of unit tests.
 *
 * @param source its text
 * @param ruleFiles paths and globs of the rules under test, relative to the file
 * @param evaluationInterval how often groups without an interval of their own are evaluated
 * @param groupOrder names of groups that are evaluated in this order, before all others
 * @param fuzzy whether neighbouring floats are equal
 * @param tests its tests
 */
public record UnitTestFile(
    SourceText source,
    List<YamlScalar> ruleFiles,
    Duration evaluationInterval,
    List<String> groupOrder,
    boolean fuzzy,
    List<UnitTest> tests) {

  /** Copies the lists. */
  public UnitTestFile {
    ruleFiles = List.copyOf(ruleFiles);
    groupOrder = List.copyOf(groupOrder);
    tests = List.copyOf(tests);
  }
}
