package org.llmtutor.promql.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.PromqlSyntaxException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.QueryResult;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.script.Expectation.Kind;
import org.llmtutor.promql.types.LanguageProfile;

/**
 * Runs scripts. Each instant query is asked again at other times with its selectors pinned by
 * {@code @}, and as a step of a range query, and must give the same. Immutable, and safe for
 * concurrent use.
 *
 * <pre>
 * load 1m
 *   up{job="a"} 1 1 0
 *
 * eval instant at 2m sum(up)
 *   {} 0
 * </pre>
 */
public final class ScriptRunner {

  private static final Duration AROUND = Duration.ofMinutes(1);

  /** How far from the time of an instant query it is asked again, pinned. */
  private static final List<Duration> ELSEWHEN =
      List.of(
          Duration.ofDays(-7),
          Duration.ofMinutes(-3),
          Duration.ofMillis(1),
          Duration.ofSeconds(4_321),
          Duration.ofDays(30));

  private final Engine engine;
  private final LanguageProfile profile;

  /**
   * A runner.
   *
   * @param engine what answers
   * @param profile the language that it is asked in; queries that need more are skipped
   */
  public ScriptRunner(Engine engine, LanguageProfile profile) {
    this.engine = engine;
    this.profile = profile;
  }

  /**
   * Runs a script with samples of its own.
   *
   * @throws ScriptException when {@code script} is not one; nothing has run then
   */
  public ScriptReport run(String script) {
    List<Command> commands = ScriptParser.parse(script);
    Store store = new Store();
    List<Outcome> outcomes = new ArrayList<>();
    for (Command command : commands) {
      if (command instanceof Command.Eval eval) {
        outcomes.add(outcome(eval, store));
      } else if (command instanceof Command.Load load) {
        load(load, store, outcomes);
      } else {
        store.clear();
      }
    }
    return new ScriptReport(outcomes);
  }

  private static void load(Command.Load load, Store store, List<Outcome> outcomes) {
    try {
      store.load(load);
    } catch (PromqlException refused) {
      outcomes.add(new Outcome(load.line(), "load", Outcome.Status.FAILED, refused.problem()));
    }
  }

  private Outcome outcome(Command.Eval eval, Store store) {
    Expr expr;
    try {
      expr = Promql.parse(eval.query(), profile);
    } catch (PromqlSyntaxException refused) {
      return refused(eval, refused);
    }
    String difference = eval.range() ? range(eval, expr, store) : instant(eval, expr, store);
    return difference == null ? Outcome.passed(eval) : Outcome.failed(eval, difference);
  }

  private Outcome refused(Command.Eval eval, PromqlSyntaxException refused) {
    boolean beyond =
        !profile.equals(LanguageProfile.ALL)
            && Promql.problems(eval.query(), LanguageProfile.ALL).isEmpty();
    if (beyond) {
      return Outcome.skipped(eval, "beyond the profile: " + refused.problem());
    }
    String difference = new MessageCheck(eval).failure(refused);
    return difference == null ? Outcome.passed(eval) : Outcome.failed(eval, difference);
  }

  private interface Question {
    QueryResult ask();
  }

  private interface Answer {
    @Nullable String difference(Value value);
  }

  private static @Nullable String check(Command.Eval eval, Question question, Answer answer) {
    MessageCheck messages = new MessageCheck(eval);
    QueryResult result;
    try {
      result = question.ask();
    } catch (PromqlException failure) {
      return messages.failure(failure);
    }
    if (eval.expects(Kind.FAIL)) {
      return "expected to fail; came: " + result.value();
    }
    String difference = messages.annotations(result.annotations());
    return difference == null ? answer.difference(result.value()) : difference;
  }

  private @Nullable String range(Command.Eval eval, Expr expr, Store store) {
    Command.Steps steps = eval.times();
    ResultCheck check = new ResultCheck(eval.result());
    return check(
        eval,
        () -> range(expr, store, steps.start(), steps.end(), Duration.ofMillis(steps.step())),
        value -> check.range((Value.Matrix) value, steps));
  }

  private QueryResult range(Expr expr, Store store, long start, long end, Duration step) {
    return engine.range(
        store.queryable(), expr, Instant.ofEpochMilli(start), Instant.ofEpochMilli(end), step);
  }

  private @Nullable String instant(Command.Eval eval, Expr expr, Store store) {
    long time = eval.times().start();
    String difference = instant(eval, expr, store, time);
    if (difference == null) {
      difference = elsewhen(eval, expr, store);
    }
    return difference == null ? around(eval, expr, store) : difference;
  }

  private @Nullable String instant(Command.Eval eval, Expr expr, Store store, long time) {
    ResultCheck check = new ResultCheck(eval.result());
    return check(
        eval,
        () -> engine.instant(store.queryable(), expr, Instant.ofEpochMilli(time)),
        value -> check.instant(value, eval.expects(Kind.ORDERED)));
  }

  private @Nullable String elsewhen(Command.Eval eval, Expr expr, Store store) {
    long time = eval.times().start();
    TimeDependence depends = new TimeDependence(expr);
    if (depends.onTime() || depends.onSteps()) {
      return null;
    }
    Expr pinned = PinnedQuery.of(expr, time);
    for (Duration offset : ELSEWHEN) {
      long other = time + offset.toMillis();
      String difference = instant(eval, pinned, store, other);
      if (difference != null) {
        return "pinned and asked at " + other + " ms: " + difference;
      }
    }
    return null;
  }

  private @Nullable String around(Command.Eval eval, Expr expr, Store store) {
    boolean comparable =
        eval.result().text() == null
            && eval.result().window() == null
            && !eval.expects(Kind.ORDERED)
            && !eval.expects(Kind.FAIL)
            && !new TimeDependence(expr).onSteps();
    if (!comparable) {
      return null;
    }
    long time = eval.times().start();
    long around = AROUND.toMillis();
    ResultCheck check = new ResultCheck(eval.result());
    try {
      QueryResult result = range(expr, store, time - around, time + around, AROUND);
      String difference = check.step((Value.Matrix) result.value(), time);
      return difference == null ? null : "as a step of a range: " + difference;
    } catch (PromqlException failure) {
      return "as a step of a range: failed: " + failure.getMessage();
    }
  }
}
