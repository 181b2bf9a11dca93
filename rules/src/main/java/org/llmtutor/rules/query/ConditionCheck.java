package org.llmtutor.rules.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.print.Printer;
import org.llmtutor.promql.types.ValueType;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds comparisons with a number that the values on the other side always or never pass. */
public final class ConditionCheck implements QueryCheck {

  /** For the list of checks. */
  public ConditionCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/condition", Severity.WARNING, "Comparisons are neither always nor never true.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          if (part instanceof BinaryExpr binary) {
            if (binary.op().comparison()) {
              comparison(query, binary, reporter);
            } else if (binary.op() == BinaryOp.AND) {
              conjunction(query, binary, reporter);
            }
          }
        },
        part -> {});
  }

  private static void comparison(RuleQuery query, BinaryExpr binary, Reporter reporter) {
    if (ValueType.of(binary.lhs()) != ValueType.VECTOR
        || ValueType.of(binary.rhs()) != ValueType.SCALAR) {
      return;
    }
    ValueRange left = ValueRange.of(binary.lhs());
    ValueRange right = ValueRange.of(binary.rhs());
    if (right.low() != right.high() || left.why().isEmpty() || left.empty()) {
      return;
    }
    double number = right.low();
    boolean never =
        left.kept(binary.op(), right, "").empty() || neverUnequal(binary.op(), left, number);
    boolean existence = left.low() == 1 && number == 0; // count(…) > 0 asks whether there is any
    if (never || (always(binary.op(), left, number) && !existence)) {
      reporter.report(
          query.span(binary.position()),
          query.slice(binary.position())
              + ": "
              + (never ? "never" : "always")
              + " true, "
              + left.why(),
          never ? "turn the comparison round, or take another number" : "take another number");
    }
  }

  private static boolean neverUnequal(BinaryOp op, ValueRange left, double number) {
    return op == BinaryOp.NEQ && left.low() == number && left.high() == number;
  }

  private static boolean always(BinaryOp op, ValueRange left, double number) {
    return switch (op) {
      case GTR -> left.low() > number;
      case GTE -> left.low() >= number;
      case LSS -> left.high() < number;
      case LTE -> left.high() <= number;
      case NEQ -> number < left.low() || number > left.high();
      default -> false;
    };
  }

  /** Comparisons of one and the same expression, joined by {@code and}, that exclude each other. */
  private static void conjunction(RuleQuery query, BinaryExpr top, Reporter reporter) {
    Map<String, ValueRange> ranges = new HashMap<>();
    List<Expr> sides = new ArrayList<>(List.of(top.lhs(), top.rhs()));
    while (!sides.isEmpty()) {
      Expr side = Exprs.bare(sides.remove(sides.size() - 1));
      if (side instanceof BinaryExpr inner && inner.op() == BinaryOp.AND) {
        sides.add(inner.lhs());
        sides.add(inner.rhs());
      } else if (side instanceof BinaryExpr inner
          && inner.op().comparison()
          && !inner.returnBool()
          && ValueType.of(inner.rhs()) == ValueType.SCALAR) {
        String text = Printer.print(inner.lhs());
        ValueRange before = ranges.getOrDefault(text, ValueRange.of(inner.lhs()));
        ValueRange now = before.kept(inner.op(), ValueRange.of(inner.rhs()), "");
        if (now.empty() && !before.empty() && ranges.containsKey(text)) {
          reporter.report(
              query.span(top.position()),
              query.slice(top.position()) + ": never true, the comparisons exclude each other",
              "join them with or, or correct one of the numbers");
          return;
        }
        ranges.put(text, now);
      }
    }
  }
}
