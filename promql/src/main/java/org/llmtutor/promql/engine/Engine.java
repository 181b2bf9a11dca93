package org.llmtutor.promql.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.DeepStack;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.function.Functions;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.PromqlFunction;
import org.llmtutor.promql.model.Value;

/**
 * Evaluates queries as Prometheus does. Immutable and safe for concurrent use.
 *
 * <pre>{@code
 * Engine engine = new Engine(EngineOptions.DEFAULTS);
 * QueryResult result = engine.instant(samples, Promql.parse("sum(up)"), Instant.now());
 * }</pre>
 */
public final class Engine {

  private final EngineOptions options;
  private final Function<String, @Nullable PromqlFunction> functions;

  /** An engine with the given limits and all of Prometheus' functions. */
  public Engine(EngineOptions options) {
    this(options, Functions::find);
  }

  /** An engine with other functions. */
  Engine(EngineOptions options, Function<String, @Nullable PromqlFunction> functions) {
    this.options = options;
    this.functions = functions;
  }

  /** How this engine evaluates and what it refuses. */
  public EngineOptions options() {
    return options;
  }

  /**
   * Evaluates {@code expr}, whose types are checked, at {@code time}, in milliseconds.
   *
   * @return a value of the type that {@code expr} has; range vectors are matrices
   * @throws EvaluationException when there is no result or a limit is exceeded
   * @throws org.llmtutor.promql.PromqlException when {@code queryable} fails
   */
  public QueryResult instant(Queryable queryable, Expr expr, Instant time) {
    return instant(queryable, expr, time, new Cancellation());
  }

  /**
   * As {@link #instant(Queryable, Expr, Instant)}.
   *
   * @throws CancelledException soon after {@code cancellation} is cancelled
   */
  public QueryResult instant(
      Queryable queryable, Expr expr, Instant time, Cancellation cancellation) {
    long millis = Times.millis(time);
    return run(
        expr,
        new QueryTimes(millis, millis, 0),
        new Evaluation(queryable, options, new Budget(options, cancellation)),
        (node, evaluation) -> Results.instant(node, evaluation, millis));
  }

  /**
   * Evaluates {@code expr}, whose types are checked, at {@code start} and every {@code step} after
   * it, up to {@code end}, in milliseconds.
   *
   * @return a {@link Value.Matrix}, sorted by labels; empty when {@code end} is before {@code
   *     start}
   * @throws EvaluationException when there is no result or a limit is exceeded, and when {@code
   *     expr} is neither an instant vector nor a scalar
   * @throws org.llmtutor.promql.PromqlException when {@code queryable} fails
   */
  public QueryResult range(
      Queryable queryable, Expr expr, Instant start, Instant end, Duration step) {
    return range(queryable, expr, start, end, step, new Cancellation());
  }

  /**
   * As {@link #range(Queryable, Expr, Instant, Instant, Duration)}.
   *
   * @throws CancelledException soon after {@code cancellation} is cancelled
   */
  public QueryResult range(
      Queryable queryable,
      Expr expr,
      Instant start,
      Instant end,
      Duration step,
      Cancellation cancellation) {
    Grid grid =
        Budget.queryGrid(options, Times.millis(start), Times.millis(end), Times.millis(step));
    return run(
        expr,
        new QueryTimes(grid.start(), grid.end(), grid.step()),
        new Evaluation(queryable, options, new Budget(options, cancellation)),
        (node, evaluation) -> Results.range(node, evaluation, grid, expr));
  }

  private interface Run {
    Value value(Node node, Evaluation evaluation);
  }

  private QueryResult run(Expr expr, QueryTimes times, Evaluation evaluation, Run run) {
    return DeepStack.run(
        TreeDepth.of(expr),
        () -> {
          Node node = new Planner(times, options, functions).plan(expr);
          Value value = run.value(node, evaluation);
          return new QueryResult(value, evaluation.annotations().list());
        });
  }
}
