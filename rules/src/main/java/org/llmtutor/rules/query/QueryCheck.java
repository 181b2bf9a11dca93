package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.Expr;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;

/** One thing that can be wrong with a rule whose expression can be read. Stateless. */
public interface QueryCheck {

  /** Its id, ordinary severity and summary. */
  CheckInfo info();

  /** Reports every finding in {@code query}, whose expression is {@code expr}. */
  void check(RuleQuery query, Expr expr, Reporter reporter);
}
