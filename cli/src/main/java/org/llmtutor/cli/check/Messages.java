package org.llmtutor.cli.check;

import org.llmtutor.rules.problem.Problem;

/** Problems in words. */
final class Messages {

  private Messages() {}

  /** What is wrong and what to do about it, without the place. */
  static String oneLine(Problem problem) {
    return problem.message() + (problem.remedy().isEmpty() ? "" : "; " + problem.remedy());
  }
}
