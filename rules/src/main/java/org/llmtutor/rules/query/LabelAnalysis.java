package org.llmtutor.rules.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.DeepStack;
import org.llmtutor.promql.ast.Depth;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ExprVisitor;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.types.ValueType;

/** Finds which labels a result can have. Metric names are left out of the question. */
public final class LabelAnalysis implements ExprVisitor<OutputLabels> {

  private static final LabelAnalysis VISITOR = new LabelAnalysis();
  private static final Set<AggregateOp> CHOOSING =
      Set.of(AggregateOp.TOPK, AggregateOp.BOTTOMK, AggregateOp.LIMITK, AggregateOp.LIMIT_RATIO);

  private LabelAnalysis() {}

  /** The labels that the result of {@code expr} can have; none for scalars and strings. */
  public static OutputLabels of(Expr expr) {
    return DeepStack.run(Depth.of(expr), () -> expr.accept(VISITOR));
  }

  @Override
  public OutputLabels number(NumberLiteral expr) {
    return OutputLabels.NONE;
  }

  @Override
  public OutputLabels string(StringLiteral expr) {
    return OutputLabels.NONE;
  }

  @Override
  public OutputLabels vectorSelector(VectorSelector expr) {
    List<String> empty =
        expr.matchers().stream()
            .filter(matcher -> matcher.type() == LabelMatcher.Type.EQUAL)
            .filter(matcher -> matcher.value().isEmpty())
            .map(LabelMatcher::name)
            .toList();
    return OutputLabels.ANY.without(empty);
  }

  @Override
  public OutputLabels matrixSelector(MatrixSelector expr) {
    return vectorSelector(expr.vector());
  }

  @Override
  public OutputLabels subquery(SubqueryExpr expr) {
    return expr.expr().accept(this);
  }

  @Override
  public OutputLabels unary(UnaryExpr expr) {
    return expr.expr().accept(this);
  }

  @Override
  public OutputLabels paren(ParenExpr expr) {
    return expr.expr().accept(this);
  }

  @Override
  public OutputLabels aggregate(AggregateExpr expr) {
    OutputLabels input = expr.expr().accept(this);
    if (CHOOSING.contains(expr.op())) {
      return input;
    }
    OutputLabels groups =
        expr.without() ? input.without(expr.grouping()) : input.keep(expr.grouping());
    return expr.op() == AggregateOp.COUNT_VALUES && expr.parameter() instanceof StringLiteral label
        ? groups.with(List.of(label.value()))
        : groups;
  }

  @Override
  public OutputLabels binary(BinaryExpr expr) {
    if (ValueType.of(expr.lhs()) != ValueType.VECTOR) {
      return expr.rhs().accept(this);
    }
    OutputLabels left = expr.lhs().accept(this);
    if (ValueType.of(expr.rhs()) != ValueType.VECTOR) {
      return left;
    }
    OutputLabels right = expr.rhs().accept(this);
    return switch (expr.op()) {
      case AND, UNLESS -> left;
      case OR -> left.or(right);
      default -> matched(expr, left, right);
    };
  }

  private static OutputLabels matched(BinaryExpr expr, OutputLabels left, OutputLabels right) {
    VectorMatching matching = Objects.requireNonNullElse(expr.matching(), VectorMatching.DEFAULT);
    if (matching.fillLeft() != null || matching.fillRight() != null) {
      return left.or(right);
    }
    return switch (matching.cardinality()) {
      case MANY_TO_ONE -> left.with(possible(matching.include(), right));
      case ONE_TO_MANY -> right.with(possible(matching.include(), left));
      default -> matching.on() ? left.keep(matching.labels()) : left.without(matching.labels());
    };
  }

  private static List<String> possible(List<String> labels, OutputLabels side) {
    return labels.stream().filter(side::can).toList();
  }

  @Override
  public OutputLabels call(Call expr) {
    return switch (expr.function()) {
      case "absent", "absent_over_time" -> absent(expr.arguments().get(0));
      case "vector", "scalar", "time", "pi" -> OutputLabels.NONE;
      case "label_replace", "label_join" ->
          written(expr, expr.arguments().get(0).accept(this), expr.arguments().get(1));
      case "histogram_quantile", "histogram_fraction" -> last(expr).without(List.of("le"));
      case "histogram_quantiles" ->
          written(expr, expr.arguments().get(0).accept(this), expr.arguments().get(1));
      case "info" -> OutputLabels.ANY;
      default -> last(expr);
    };
  }

  private static OutputLabels written(Call call, OutputLabels input, Expr label) {
    return label instanceof StringLiteral name
        ? input.with(List.of(name.value()))
        : input.with(List.of(call.function()));
  }

  /** The labels of the argument that is a vector; where there is none the call makes no label. */
  private OutputLabels last(Call expr) {
    for (Expr argument : expr.arguments()) {
      ValueType type = ValueType.of(argument);
      if (type == ValueType.VECTOR || type == ValueType.MATRIX) {
        return argument.accept(this);
      }
    }
    return OutputLabels.NONE;
  }

  private static OutputLabels absent(Expr argument) {
    List<LabelMatcher> matchers = new ArrayList<>();
    if (argument instanceof VectorSelector selector) {
      matchers.addAll(selector.matchers());
    } else if (argument instanceof MatrixSelector matrix) {
      matchers.addAll(matrix.vector().matchers());
    }
    return new OutputLabels(
        false,
        new TreeSet<>(
            matchers.stream()
                .filter(matcher -> matcher.type() == LabelMatcher.Type.EQUAL)
                .filter(matcher -> !matcher.value().isEmpty())
                .map(LabelMatcher::name)
                .toList()));
  }
}
