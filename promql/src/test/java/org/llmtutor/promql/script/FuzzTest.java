package org.llmtutor.promql.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.AtModifier;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.RandomExpr;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.LimitException;
import org.llmtutor.promql.engine.QueryResult;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramComparison;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.print.Printer;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.promql.types.ValueType;

/**
 * Random queries on random samples end in time, with a result or an error of this library, and a
 * range query gives at each step what an instant query gives there. {@code -Dfuzz.seconds=60} goes
 * on that long with seeds of its own; {@code -Dfuzz.seed=N} starts at one that was reported.
 */
class FuzzTest {

  private static final int SEEDS = 400;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = TIMEOUT.multipliedBy(4);
  private static final long STEP = 30_000;
  private static final EngineOptions OPTIONS =
      EngineOptions.DEFAULTS.withMaxSamples(200_000).withTimeout(TIMEOUT);

  private static final Set<AggregateOp> CHOOSING =
      EnumSet.of(AggregateOp.TOPK, AggregateOp.BOTTOMK, AggregateOp.LIMITK);

  @Test
  void endsWithTheSameResultHoweverItIsAsked() {
    int seconds = Integer.getInteger("fuzz.seconds", 0);
    long seed = Long.getLong("fuzz.seed", seconds == 0 ? 0 : System.nanoTime());
    long first = seed;
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    int compared = 0;
    while (seconds == 0 ? seed - first < SEEDS : System.nanoTime() - end < 0) {
      compared += run(seed++) > 0 ? 1 : 0;
    }
    if (seconds > 0) {
      System.out.println(
          "fuzz: "
              + (seed - first)
              + " queries from seed "
              + first
              + ", "
              + compared
              + " with results that were compared");
    }
    assertThat(compared).as("queries with results").isGreaterThan((int) (seed - first) / 10);
  }

  /** How many series were compared. */
  private static int run(long seed) {
    Expr expr = new RandomExpr(seed, LanguageProfile.ALL).next(1 + (int) Math.floorMod(seed, 4L));
    String text = Printer.print(expr);
    long started = System.nanoTime();
    int compared = 0;
    try {
      compared = new Asked(seed, Promql.parse(text, LanguageProfile.ALL)).check();
    } catch (RuntimeException | StackOverflowError | AssertionError broken) {
      fail("seed " + seed + ": " + text + ": " + broken, broken);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .as("seed %s: %s", seed, text)
        .isLessThan(PATIENCE);
    return compared;
  }

  private static final class Asked {
    private final Expr expr;
    private final Queryable store;
    private final Engine engine;
    private final long time;

    Asked(long seed, Expr expr) {
      this.expr = expr;
      this.store = RandomStore.of(Math.floorMod(seed, 16L));
      this.engine = new Engine(OPTIONS.withDelayedNameRemoval(seed % 2 == 0));
      this.time = RandomStore.START + Math.floorMod(seed * 7_919, 14_000_000L);
    }

    int check() {
      ValueType type = ValueType.of(expr);
      QueryResult instant = ask(() -> engine.instant(store, expr, Instant.ofEpochMilli(time)));
      if (type == ValueType.MATRIX || type == ValueType.STRING) {
        return 0;
      }
      QueryResult range =
          ask(
              () ->
                  engine.range(
                      store,
                      expr,
                      Instant.ofEpochMilli(time - 4 * STEP),
                      Instant.ofEpochMilli(time + 3 * STEP),
                      Duration.ofMillis(STEP)));
      if (instant != null && range != null && !dependsOnTheQuery()) {
        return compare(points(instant.value()), points(range.value()));
      }
      return 0;
    }

    private static @Nullable QueryResult ask(Supplier<QueryResult> question) {
      try {
        return question.get();
      } catch (LimitException beyond) {
        assertThat(beyond).hasMessageContaining("query");
        return null;
      } catch (PromqlException refused) {
        assertThat(refused.problem()).isNotBlank();
        return null;
      }
    }

    private boolean dependsOnTheQuery() {
      boolean[] found = {new TimeDependence(expr).onSteps()};
      Tree.walk(expr, one -> found[0] |= namesAnEnd(one) || sorts(one) || unites(one), one -> {});
      return found[0];
    }

    /**
     * Only instant queries have an order other than by labels; in another order sums have other
     * digits, and among equals another is the first.
     */
    private static boolean sorts(Expr expr) {
      return (expr instanceof Call call && call.function().startsWith("sort"))
          || (expr instanceof AggregateExpr aggregate && CHOOSING.contains(aggregate.op()));
    }

    /** A range query has one name for all steps of a series, of whichever side they are. */
    private boolean unites(Expr expr) {
      return engine.options().delayedNameRemoval()
          && expr instanceof BinaryExpr binary
          && binary.op() == BinaryOp.OR;
    }

    private static boolean namesAnEnd(Expr expr) {
      AtModifier at =
          expr instanceof VectorSelector selector
              ? selector.at()
              : expr instanceof SubqueryExpr subquery ? subquery.at() : null;
      return at != null && !(at instanceof AtModifier.Timestamp);
    }

    private Map<Labels, Value.Sample> points(Value value) {
      Map<Labels, Value.Sample> points = new HashMap<>();
      if (value instanceof Value.Scalar scalar) {
        put(points, Labels.EMPTY, scalar.value(), null);
      } else if (value instanceof Value.Vector vector) {
        vector.samples().forEach(one -> put(points, one.labels(), one.value(), one.histogram()));
      } else {
        ((Value.Matrix) value).series().forEach(series -> put(points, series));
      }
      return points;
    }

    private void put(Map<Labels, Value.Sample> points, Series series) {
      Samples samples = series.samples();
      for (int i = 0; i < samples.length(); i++) {
        if (samples.timestampAt(i) == time) {
          put(points, series.labels(), samples.valueAt(i), samples.histogramAt(i));
        }
      }
    }

    private void put(
        Map<Labels, Value.Sample> points,
        Labels labels,
        double value,
        @Nullable FloatHistogram histogram) {
      assertThat(points.put(labels, new Value.Sample(labels, time, value, histogram)))
          .as("twice: %s", labels)
          .isNull();
    }

    private static int compare(Map<Labels, Value.Sample> alone, Map<Labels, Value.Sample> among) {
      assertThat(among.keySet()).isEqualTo(alone.keySet());
      alone.forEach(
          (labels, sample) ->
              assertThat(among.get(labels)).matches(other -> same(sample, other), "is " + sample));
      return alone.size();
    }

    private static boolean same(Value.Sample one, Value.@Nullable Sample other) {
      FloatHistogram mine = one.histogram();
      FloatHistogram theirs = other == null ? null : other.histogram();
      if (mine != null && theirs != null) {
        return HistogramComparison.matches(mine, theirs, false);
      }
      return other != null
          && mine == null
          && theirs == null
          && HistogramComparison.near(one.value(), other.value(), 1e-9);
    }
  }
}
