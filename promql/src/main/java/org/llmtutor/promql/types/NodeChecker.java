package org.llmtutor.promql.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ExprVisitor;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.source.PositionRange;

/**
 * Checks one node after its children. A type that cannot be known, that of an unknown function,
 * fits everywhere: one mistake, one problem.
 */
final class NodeChecker implements ExprVisitor<Optional<ValueType>> {

  private static final String FLAG = "--enable-feature=promql-experimental-functions";

  private final LanguageProfile profile;
  private final List<Diagnostic> problems;
  private final Set<Expr> mayMatchEverything;
  private final OperandChecker operands;

  /** The types of the nodes that were checked and whose parents were not, the latest last. */
  private final List<@Nullable ValueType> types = new ArrayList<>();

  NodeChecker(LanguageProfile profile, List<Diagnostic> problems, Set<Expr> mayMatchEverything) {
    this.profile = profile;
    this.problems = problems;
    this.mayMatchEverything = mayMatchEverything;
    this.operands = new OperandChecker(problems);
  }

  /** Checks {@code expr}, whose children were the last to be checked. */
  void check(Expr expr) {
    types.add(expr.accept(this).orElse(null));
  }

  private @Nullable ValueType pop() {
    return types.remove(types.size() - 1);
  }

  private void report(PositionRange position, String message, String remedy) {
    problems.add(new Diagnostic(position, message, remedy));
  }

  @Override
  public Optional<ValueType> number(NumberLiteral expr) {
    return Optional.of(ValueType.SCALAR);
  }

  @Override
  public Optional<ValueType> string(StringLiteral expr) {
    return Optional.of(ValueType.STRING);
  }

  @Override
  public Optional<ValueType> vectorSelector(VectorSelector expr) {
    boolean selective =
        mayMatchEverything.contains(expr)
            || expr.matchers().stream().anyMatch(matcher -> !matcher.matches(""));
    if (!selective) {
      report(
          expr.position(),
          "vector selector must contain at least one non-empty matcher",
          "name a metric or a label value; {__name__=~\".+\"} selects everything");
    }
    return Optional.of(ValueType.VECTOR);
  }

  @Override
  public Optional<ValueType> matrixSelector(MatrixSelector expr) {
    pop();
    return Optional.of(ValueType.MATRIX);
  }

  @Override
  public Optional<ValueType> subquery(SubqueryExpr expr) {
    ValueType inner = pop();
    if (inner != null && inner != ValueType.VECTOR) {
      report(
          expr.position(),
          "subquery is only allowed on instant vector, got " + inner.text() + " instead",
          inner == ValueType.SCALAR ? "write vector(...) around it" : "");
    }
    return Optional.of(ValueType.MATRIX);
  }

  @Override
  public Optional<ValueType> aggregate(AggregateExpr expr) {
    expect(ValueType.VECTOR, pop(), expr.expr(), "aggregation expression");
    Expr parameter = expr.parameter();
    if (parameter != null) {
      boolean name = expr.op() == AggregateOp.COUNT_VALUES;
      ValueType wanted = name ? ValueType.STRING : ValueType.SCALAR;
      expect(wanted, pop(), parameter, "aggregation parameter");
    }
    boolean experimental = expr.op() == AggregateOp.LIMITK || expr.op() == AggregateOp.LIMIT_RATIO;
    if (experimental && !profile.experimentalFunctions()) {
      report(
          expr.position(),
          expr.op().symbol() + "() is experimental and must be enabled with " + FLAG,
          "allow experimental functions in the language profile");
    }
    return Optional.of(ValueType.VECTOR);
  }

  @Override
  public Optional<ValueType> binary(BinaryExpr expr) {
    ValueType right = pop();
    ValueType left = pop();
    return Optional.ofNullable(operands.binary(expr, left, right));
  }

  @Override
  public Optional<ValueType> unary(UnaryExpr expr) {
    ValueType inner = pop();
    operands.unary(expr, inner);
    return Optional.ofNullable(inner);
  }

  @Override
  public Optional<ValueType> paren(ParenExpr expr) {
    return Optional.ofNullable(pop());
  }

  @Override
  public Optional<ValueType> call(Call expr) {
    int first = types.size() - expr.arguments().size();
    List<@Nullable ValueType> found = new ArrayList<>(types.subList(first, types.size()));
    types.subList(first, types.size()).clear();
    FunctionSignature signature = FunctionSignatures.find(expr.function());
    if (signature == null) {
      unknown(expr);
      return Optional.empty();
    }
    if (signature.experimental() && !profile.experimentalFunctions()) {
      report(
          nameOf(expr),
          "function \"" + expr.function() + "\" is not enabled",
          "it is experimental: Prometheus needs "
              + FLAG
              + ", this library a language profile with experimental functions");
    }
    checkCount(expr, signature);
    checkArguments(expr, signature, found);
    return Optional.of(signature.result());
  }

  private void unknown(Call call) {
    List<String> known = new ArrayList<>(FunctionSignatures.names());
    for (AggregateOp op : AggregateOp.values()) {
      known.add(op.symbol());
    }
    report(
        nameOf(call),
        "unknown function with name \"" + call.function() + "\"",
        FunctionHints.remedy(call.function(), known));
  }

  private static PositionRange nameOf(Call call) {
    int start = call.position().start();
    return new PositionRange(start, start + call.function().length());
  }

  private void checkCount(Call call, FunctionSignature signature) {
    int count = call.arguments().size();
    int minimum = signature.minimum();
    int maximum = signature.maximum();
    if (count >= minimum && count <= maximum) {
      return;
    }
    String bound =
        minimum == maximum
            ? String.valueOf(minimum)
            : count < minimum ? "at least " + minimum : "at most " + maximum;
    report(
        call.position(),
        "expected " + bound + " argument(s) in call to \"" + signature.name() + "\", got " + count,
        "write " + FunctionHints.usage(signature));
  }

  private void checkArguments(
      Call call, FunctionSignature signature, List<@Nullable ValueType> found) {
    for (int i = 0; i < found.size() && i < signature.maximum(); i++) {
      String context = "call to function \"" + signature.name() + "\"";
      expect(signature.argument(i), found.get(i), call.arguments().get(i), context);
    }
    if (signature.name().equals("info")
        && found.size() > 1
        && found.get(1) == ValueType.VECTOR
        && !(call.arguments().get(1) instanceof VectorSelector)) {
      report(
          call.arguments().get(1).position(),
          "expected label selectors only",
          "write matchers in braces, such as {k8s_cluster_name=~\".+\"}");
    }
  }

  private void expect(ValueType wanted, @Nullable ValueType found, Expr expr, String context) {
    if (found == null || found == wanted) {
      return;
    }
    report(
        expr.position(),
        "expected type " + wanted.text() + " in " + context + ", got " + found.text(),
        FunctionHints.conversion(wanted, found, expr));
  }
}
