package org.llmtutor.rules.shipped;

import java.util.Set;
import java.util.TreeSet;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.parser.ParseResult;
import org.llmtutor.promql.parser.Parser;
import org.llmtutor.promql.types.LanguageProfile;

/** The metrics that expressions read. */
final class MetricNames {

  private MetricNames() {}

  /** The metrics in an expression of a rule, or of a panel with Grafana's variables. */
  static Set<String> in(String expression) {
    String text = expression.replaceAll("\\$__\\w+", "5m");
    ParseResult result = Parser.parse(text, LanguageProfile.STABLE);
    Expr expr = result.expr();
    if (expr == null) {
      throw new AssertionError(expression + ": " + result.problems());
    }
    Set<String> names = new TreeSet<>();
    Tree.walk(
        expr,
        part -> {
          if (part instanceof VectorSelector selector && selector.name() != null) {
            names.add(selector.name());
          }
        },
        part -> {});
    return names;
  }
}
