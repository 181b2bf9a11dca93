package org.llmtutor.rules.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.model.Value;
import org.llmtutor.rules.file.Rule;

/** A rule that is evaluated again and again. Not thread-safe. */
public sealed interface RuleRun permits AlertingRun, RecordingRun {

  /** The rule as written. */
  Rule rule();

  /** Its expression. */
  Expr expr();

  /** The labels that it adds, those of its group among them; alerts expand them as templates. */
  Map<String, String> labels();

  /**
   * Evaluates the rule.
   *
   * @param time when
   * @param queryTime at what time its expression is asked, earlier by the group's offset
   * @param limit how many series or alerts it may give; 0 for any number
   * @return the series that it records
   * @throws RuleFailure when there is no result; alerts stay as they are
   */
  List<Value.Sample> evaluate(RuleQueries queries, Instant time, Instant queryTime, int limit);
}
