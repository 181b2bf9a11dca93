package org.llmtutor.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlSyntaxException;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.types.FunctionSignatures;
import org.llmtutor.promql.types.LanguageProfile;

class ScriptsTest {

  private final ScriptRunner runner =
      new ScriptRunner(
          new Engine(EngineOptions.DEFAULTS.withDelayedNameRemoval(true)), LanguageProfile.ALL);

  @TestFactory
  Stream<DynamicTest> pass() {
    return Scripts.all().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> passes(file)));
  }

  private void passes(Path file) {
    ScriptReport report = runner.run(Scripts.text(file));
    List<Outcome> others =
        report.outcomes().stream()
            .filter(outcome -> outcome.status() != Outcome.Status.PASSED)
            .toList();
    assertThat(others).isEmpty();
    assertThat(report.count(Outcome.Status.PASSED)).isPositive();
  }

  @Test
  void useEveryFunctionAndOperator() {
    Set<String> functions = new TreeSet<>(FunctionSignatures.names());
    Set<AggregateOp> aggregations = EnumSet.allOf(AggregateOp.class);
    Set<BinaryOp> operators = EnumSet.allOf(BinaryOp.class);
    for (Expr query : answered()) {
      Tree.walk(
          query,
          expr -> {
            if (expr instanceof Call call) {
              functions.remove(call.function());
            } else if (expr instanceof AggregateExpr aggregate) {
              aggregations.remove(aggregate.op());
            } else if (expr instanceof BinaryExpr binary) {
              operators.remove(binary.op());
            }
          },
          expr -> {});
    }
    assertThat(functions).as("functions without a script").isEmpty();
    assertThat(aggregations).as("aggregations without a script").isEmpty();
    assertThat(operators).as("operators without a script").isEmpty();
  }

  /** The queries that have a result. */
  private static List<Expr> answered() {
    return Scripts.all().stream()
        .flatMap(file -> ScriptParser.parse(Scripts.text(file)).stream())
        .filter(command -> command instanceof Command.Eval)
        .map(command -> (Command.Eval) command)
        .filter(eval -> !eval.expects(Expectation.Kind.FAIL))
        .map(ScriptsTest::parse)
        .toList();
  }

  private static Expr parse(Command.Eval eval) {
    try {
      return Promql.parse(eval.query(), LanguageProfile.ALL);
    } catch (PromqlSyntaxException broken) {
      throw new AssertionError("line " + eval.line() + ": " + eval.query(), broken);
    }
  }
}
