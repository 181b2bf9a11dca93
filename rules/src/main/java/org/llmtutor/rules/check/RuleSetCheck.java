package org.llmtutor.rules.check;

import java.util.List;
import java.util.function.Function;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;

/** One thing that can be wrong with rules of several groups or files together. Stateless. */
interface RuleSetCheck {

  /** Its id, ordinary severity and summary. */
  CheckInfo info();

  /** Reports every finding in {@code files}, each to the reporter of its file. */
  void check(List<RuleFile> files, Function<RuleFile, Reporter> reporters);
}
