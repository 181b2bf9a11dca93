package org.llmtutor.promql.engine;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.function.AbsentLabels;
import org.llmtutor.promql.function.PromqlFunction;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.promql.types.FunctionSignature;
import org.llmtutor.promql.types.FunctionSignatures;
import org.llmtutor.promql.types.ValueType;

/** Plans function calls. */
final class CallPlanner {

  /** What they give depends on the time of the step, even for the same arguments. */
  private static final Set<String> TIME_DEPENDENT =
      Set.of(
          "days_in_month",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "hour",
          "minute",
          "month",
          "year",
          "predict_linear",
          "time",
          "timestamp");

  private final Planner planner;
  private final QueryTimes times;
  private final Function<String, @Nullable PromqlFunction> functions;

  CallPlanner(
      Planner planner, QueryTimes times, Function<String, @Nullable PromqlFunction> functions) {
    this.planner = planner;
    this.times = times;
    this.functions = functions;
  }

  Planned plan(Call call) {
    return call.function().equals("info") ? info(call) : evaluated(call);
  }

  /** The second argument is no vector to be evaluated, only conditions on labels. */
  private Planned info(Call call) {
    Planned base = planner.planned(call.arguments().get(0));
    Expr conditions = call.arguments().size() > 1 ? Planner.bare(call.arguments().get(1)) : null;
    VectorSelector selector = conditions instanceof VectorSelector written ? written : null;
    boolean invariant = base.invariant() && (selector == null || selector.at() != null);
    Node input = invariant ? base.node() : base.once();
    Node node =
        new InfoFunction(
            call,
            Planner.vector(input, call.arguments().get(0)),
            InfoMatchers.of(selector),
            planner.firstTimes(call.arguments().get(0)));
    return new Planned(node, invariant, invariant);
  }

  private Planned evaluated(Call call) {
    List<Planned> arguments = planner.planned(call.arguments());
    boolean invariant =
        !TIME_DEPENDENT.contains(call.function())
            && arguments.stream().allMatch(Planned::invariant);
    List<Node> nodes =
        arguments.stream().map(argument -> invariant ? argument.node() : argument.once()).toList();
    Node node = special(call, nodes);
    return new Planned(node == null ? ordinary(call, nodes) : node, invariant, invariant);
  }

  /** Functions that need more of the engine than others. */
  private @Nullable Node special(Call call, List<Node> nodes) {
    return switch (call.function()) {
      case "start" -> new ScalarNodes.Literal(times.start() / 1000.0);
      case "end" -> new ScalarNodes.Literal(times.end() / 1000.0);
      case "step" -> new ScalarNodes.Literal(times.step() / 1000.0);
      case "range" -> new ScalarNodes.Literal(times.range() / 1000.0);
      case "timestamp" -> timestamp(nodes.get(0));
      case "absent_over_time" -> absentOverTime(call, nodes.get(0));
      default -> null;
    };
  }

  private static @Nullable Node timestamp(Node argument) {
    Node selection = argument instanceof InvariantVector invariant ? invariant.operand() : argument;
    return selection instanceof InstantSelection instant ? new SampleTimes(instant) : null;
  }

  private static @Nullable Node absentOverTime(Call call, Node argument) {
    Expr written = Planner.bare(call.arguments().get(0));
    return argument instanceof RangeNode range
        ? new AbsentOverTime(call, range, AbsentLabels.of(written))
        : null;
  }

  private Node ordinary(Call call, List<Node> nodes) {
    PromqlFunction function = functions.apply(call.function());
    if (function instanceof PromqlFunction.OfVectors vectors) {
      VectorNode node = new FunctionOfVectors(call, vectors, nodes);
      return givesScalar(call) ? new ScalarNodes.OfFunction(node) : node;
    }
    if (function instanceof PromqlFunction.OfRange ranges) {
      return new FunctionOfRange(call, ranges, nodes, range(call, nodes));
    }
    throw new EvaluationException(
        "unknown function with name " + Quoted.of(call.function()),
        "use one of Prometheus' functions",
        call.position());
  }

  private static boolean givesScalar(Call call) {
    FunctionSignature signature = FunctionSignatures.find(call.function());
    return signature != null && signature.result() == ValueType.SCALAR;
  }

  private static RangeNode range(Call call, List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof RangeNode range) {
        return range;
      }
    }
    throw new EvaluationException(
        "expected type range vector in call to function " + Quoted.of(call.function()),
        "add a range such as [5m]",
        call.position());
  }
}
