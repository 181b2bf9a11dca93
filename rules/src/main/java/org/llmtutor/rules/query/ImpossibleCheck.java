package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.promql.types.ValueType;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/**
 * Finds selectors that no series can fulfil, comparisons of constants, results no rule can have.
 */
public final class ImpossibleCheck implements QueryCheck {

  /** For the list of checks. */
  public ImpossibleCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/impossible", Severity.WARNING, "Every condition can be true and can be false.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    ValueType type = ValueType.of(expr);
    if (type == ValueType.MATRIX || type == ValueType.STRING) {
      reporter.report(
          query.span(expr.position()),
          query.slice(expr.position()) + ": a rule cannot have a " + type.text() + " as its result",
          "put it into a function that gives an instant vector");
    }
    Tree.walk(
        expr,
        part -> {
          if (part instanceof VectorSelector selector) {
            selector(query, selector, reporter);
          } else if (part instanceof BinaryExpr binary) {
            constants(query, binary, reporter);
          }
        },
        part -> {});
  }

  private static void selector(RuleQuery query, VectorSelector selector, Reporter reporter) {
    for (LabelMatcher exact : selector.matchers()) {
      if (exact.type() == LabelMatcher.Type.EQUAL) {
        Labels only = Labels.of(exact.name(), exact.value());
        for (LabelMatcher other : selector.matchers()) {
          if (other.name().equals(exact.name()) && !other.matches(only)) {
            reporter.report(
                query.span(selector.position()),
                query.slice(selector.position())
                    + ": no series can have "
                    + written(exact)
                    + " and "
                    + written(other),
                "leave one of them out");
            return;
          }
        }
      }
    }
  }

  private static String written(LabelMatcher matcher) {
    return matcher.name() + matcher.type().symbol() + Quoted.of(matcher.value());
  }

  private static void constants(RuleQuery query, BinaryExpr binary, Reporter reporter) {
    boolean constant =
        binary.op().comparison()
            && ValueType.of(binary.lhs()) == ValueType.SCALAR
            && ValueType.of(binary.rhs()) == ValueType.SCALAR
            && Constants.only(binary);
    if (constant) {
      reporter.report(
          query.span(binary.position()),
          query.slice(binary.position()) + ": compares two constants",
          "compare with a series");
    }
  }
}
