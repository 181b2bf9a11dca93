package org.llmtutor.rules.check;

import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;

/** One thing that can be wrong with a rule file. Stateless. */
public interface RuleCheck {

  /** Its id, ordinary severity and summary. */
  CheckInfo info();

  /** Reports every finding in {@code file}. */
  void check(RuleFile file, Reporter reporter);
}
