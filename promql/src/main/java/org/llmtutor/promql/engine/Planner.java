package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.function.PromqlFunction;

/**
 * Turns an expression into nodes: parentheses go, lengths of time are computed, and the largest
 * parts that are the same at each step are marked to be evaluated once.
 */
final class Planner implements ExprVisitor<Planned> {

  private final QueryTimes times;
  private final Durations durations;
  private final long defaultSubqueryStep;
  private final CallPlanner calls;

  Planner(
      QueryTimes times,
      EngineOptions options,
      Function<String, @Nullable PromqlFunction> functions) {
    this.times = times;
    this.durations = new Durations(times);
    this.defaultSubqueryStep = Times.millis(options.defaultSubqueryStep());
    this.calls = new CallPlanner(this, times, functions);
  }

  /** The whole query. */
  Node plan(Expr expr) {
    return planned(expr).once();
  }

  /** A part of the query. */
  Planned planned(Expr expr) {
    return bare(expr).accept(this);
  }

  /** {@code expr} without parentheses around it. */
  static Expr bare(Expr expr) {
    Expr inside = expr;
    while (inside instanceof ParenExpr paren) {
      inside = paren.expr();
    }
    return inside;
  }

  @Override
  public Planned number(NumberLiteral expr) {
    return new Planned(new ScalarNodes.Literal(expr.value()), true, false);
  }

  @Override
  public Planned string(StringLiteral expr) {
    return new Planned(new TextNode(expr.value()), true, false);
  }

  @Override
  public Planned vectorSelector(VectorSelector expr) {
    SelectorTimes where = times(expr);
    VectorNode node =
        expr.extension() == RangeExtension.SMOOTHED
            ? new SmoothedSelection(expr.matchers(), where, expr.position())
            : new InstantSelection(expr.matchers(), where, InstantSelection.Taking.VALUE);
    return new Planned(node, expr.at() != null, expr.at() != null);
  }

  private SelectorTimes times(VectorSelector expr) {
    return new SelectorTimes(durations.offset(expr.offset()), times.pinned(expr.at()));
  }

  /** Where the first selector in {@code expr} looks; at each step when there is none. */
  SelectorTimes firstTimes(Expr expr) {
    List<VectorSelector> selectors = new ArrayList<>();
    Tree.walk(
        expr,
        inner -> {
          if (inner instanceof VectorSelector selector) {
            selectors.add(selector);
          }
        },
        inner -> {});
    return selectors.isEmpty() ? new SelectorTimes(0, null) : times(selectors.get(0));
  }

  @Override
  public Planned matrixSelector(MatrixSelector expr) {
    VectorSelector selector = expr.vector();
    RangeNode node =
        new RangeSelection(
            selector.matchers(),
            times(selector),
            durations.positive(expr.range()),
            selector.extension());
    return new Planned(node, selector.at() != null, false);
  }

  @Override
  public Planned subquery(SubqueryExpr expr) {
    Planned inner = planned(expr.expr());
    Node repeated = inner.invariant() ? inner.invariantNode() : inner.node();
    long step = expr.step() == null ? defaultSubqueryStep : durations.positive(expr.step());
    SelectorTimes where =
        new SelectorTimes(durations.offset(expr.offset()), times.pinned(expr.at()));
    RangeNode node =
        new Subquery(
            vector(repeated, expr.expr()),
            where,
            durations.positive(expr.range()),
            Math.max(1, step));
    return new Planned(node, expr.at() != null, false);
  }

  @Override
  public Planned aggregate(AggregateExpr expr) {
    Planned operand = planned(expr.expr());
    VectorNode vector = vector(operand.node(), expr.expr());
    return new Planned(aggregation(expr, vector), operand.invariant(), operand.worthOnce());
  }

  private VectorNode aggregation(AggregateExpr expr, VectorNode operand) {
    Expr written = expr.parameter();
    Node parameter = written == null ? null : planned(written).once();
    if (expr.op() == AggregateOp.COUNT_VALUES && parameter instanceof TextNode label) {
      return new CountValues(expr, operand, label.text());
    }
    if (expr.op().takesParameter() && !(parameter instanceof ScalarNode)) {
      throw typeError("a parameter of " + expr.op().symbol(), expr);
    }
    ScalarNode number = parameter instanceof ScalarNode scalar ? scalar : null;
    return switch (expr.op()) {
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> new Selections(expr, operand, number);
      default -> new Aggregation(expr, operand, number);
    };
  }

  @Override
  public Planned unary(UnaryExpr expr) {
    Planned operand = planned(expr.expr());
    if (!expr.negative()) {
      return operand;
    }
    Node node =
        operand.node() instanceof ScalarNode scalar
            ? new ScalarNodes.Negated(scalar)
            : new Negation(vector(operand.node(), expr.expr()));
    return new Planned(node, operand.invariant(), operand.worthOnce());
  }

  @Override
  public Planned binary(BinaryExpr expr) {
    Planned lhs = planned(expr.lhs());
    Planned rhs = planned(expr.rhs());
    if (lhs.invariant() && rhs.invariant()) {
      return new Planned(binary(expr, lhs.node(), rhs.node()), true, true);
    }
    return new Planned(binary(expr, lhs.once(), rhs.once()), false, false);
  }

  private static Node binary(BinaryExpr expr, Node lhs, Node rhs) {
    if (lhs instanceof ScalarNode left && rhs instanceof ScalarNode right) {
      FloatOperator operator = FloatOperators.of(expr.op(), FloatOperators.Comparing.BOOL);
      return new ScalarNodes.Combined(operator, left, right);
    }
    if (lhs instanceof ScalarNode scalar) {
      return new VectorScalarOperation(expr, vector(rhs, expr.rhs()), scalar, true);
    }
    if (rhs instanceof ScalarNode scalar) {
      return new VectorScalarOperation(expr, vector(lhs, expr.lhs()), scalar, false);
    }
    VectorNode left = vector(lhs, expr.lhs());
    VectorNode right = vector(rhs, expr.rhs());
    return expr.op().set()
        ? new SetOperation(expr, left, right)
        : new VectorMatch(expr, left, right);
  }

  @Override
  public Planned paren(ParenExpr expr) {
    return planned(expr);
  }

  @Override
  public Planned call(Call expr) {
    return calls.plan(expr);
  }

  /** {@code node} as an instant vector. */
  static VectorNode vector(Node node, Expr expr) {
    if (node instanceof VectorNode vector) {
      return vector;
    }
    if (node instanceof ScalarNode scalar) {
      return new ScalarNodes.AsVector(scalar);
    }
    throw typeError("an instant vector", expr);
  }

  private static EvaluationException typeError(String expected, Expr expr) {
    return new EvaluationException(
        "expected " + expected,
        "check the types of a query before it is evaluated",
        expr.position());
  }

  /** Plans arguments of a call. */
  List<Planned> planned(List<Expr> arguments) {
    return arguments.stream().map(this::planned).toList();
  }
}
