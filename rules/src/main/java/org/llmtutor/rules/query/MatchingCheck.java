package org.llmtutor.rules.query;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.types.ValueType;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds operators whose two sides can hardly ever find each other. */
public final class MatchingCheck implements QueryCheck {

  /** For the list of checks. */
  public MatchingCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/vector-matching", Severity.WARNING, "Both sides of an operator can match.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          if (part instanceof BinaryExpr binary && binary.op() != BinaryOp.OR && vectors(binary)) {
            mismatch(binary)
                .ifPresent(
                    label ->
                        reporter.report(
                            query.span(binary.position()),
                            query.slice(binary.position())
                                + ": only one side has the label "
                                + label
                                + ", so that no two series match",
                            "match on(…) the labels that both sides keep, or ignoring("
                                + label
                                + ")"));
          }
        },
        part -> {});
  }

  private static boolean vectors(BinaryExpr binary) {
    return ValueType.of(binary.lhs()) == ValueType.VECTOR
        && ValueType.of(binary.rhs()) == ValueType.VECTOR;
  }

  /** A label that is compared, that one side groups by and that the other side cannot have. */
  private static Optional<String> mismatch(BinaryExpr binary) {
    VectorMatching matching = Objects.requireNonNullElse(binary.matching(), VectorMatching.DEFAULT);
    OutputLabels left = LabelAnalysis.of(binary.lhs());
    OutputLabels right = LabelAnalysis.of(binary.rhs());
    Set<String> compared = new TreeSet<>();
    if (matching.on()) {
      compared.addAll(matching.labels());
    } else {
      addKnown(left, compared);
      addKnown(right, compared);
      compared.removeAll(matching.labels());
    }
    compared.removeIf(label -> left.can(label) == right.can(label));
    return compared.stream().findFirst();
  }

  private static void addKnown(OutputLabels side, Set<String> labels) {
    if (!side.open()) {
      labels.addAll(side.names());
    }
  }
}
