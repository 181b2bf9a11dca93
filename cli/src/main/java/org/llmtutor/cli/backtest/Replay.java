package org.llmtutor.cli.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.query.PrometheusApi;
import org.llmtutor.cli.query.QueryResult;
import org.llmtutor.cli.query.RefusedException;
import org.llmtutor.cli.time.DurationText;
import org.llmtutor.cli.time.InstantText;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Value;
import org.llmtutor.rules.history.Backtest;

/**
 * Asks for an expression's results over a long time, in as many parts as the server's limits and
 * the size of replies demand, and plays them to a backtest.
 */
final class Replay {

  /** What a server evaluates at once. */
  static final int MOST_STEPS = 11_000;

  private static final int FEWEST_STEPS = 50;
  private static final int MOST_POINTS = 200_000;

  private final PrometheusApi api;
  private final Duration timeout;

  /** With queries that the server shall give up after {@code timeout}. */
  Replay(PrometheusApi api, Duration timeout) {
    this.api = api;
    this.timeout = timeout;
  }

  /**
   * Times of evaluations.
   *
   * @param from the first
   * @param to not later than this
   * @param step distance of two
   * @param offset how much earlier than each the expression is asked
   */
  record Times(Instant from, Instant to, Duration step, Duration offset) {}

  /**
   * Plays all results of {@code expression}.
   *
   * @param expected how many series it gives at a time, as a first guess
   * @throws RefusedException when the server does not evaluate it, however little is asked at once
   */
  void play(String expression, Times times, long expected, Backtest backtest)
      throws RefusedException {
    int steps = steps(expected);
    Instant start = times.from();
    while (!start.isAfter(times.to())) {
      Instant last = start.plus(times.step().multipliedBy(steps - 1L));
      Instant end = last.isAfter(times.to()) ? times.to() : last;
      QueryResult result;
      try {
        result = api.tryRange(parameters(expression, times, start, end));
      } catch (RefusedException e) {
        if (!e.tooMuch() || steps <= FEWEST_STEPS) {
          throw e;
        }
        steps = Math.max(FEWEST_STEPS, steps / 4);
        continue;
      }
      feed(result, times, start, end, backtest);
      steps = Math.min(steps(result.series().size()), steps * 4);
      start = end.plus(times.step());
    }
  }

  private static int steps(long series) {
    return (int) Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, MOST_POINTS / Math.max(1, series)));
  }

  private Map<String, String> parameters(
      String expression, Times times, Instant start, Instant end) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", expression);
    parameters.put("start", InstantText.seconds(start.minus(times.offset())));
    parameters.put("end", InstantText.seconds(end.minus(times.offset())));
    parameters.put("step", DurationText.seconds(times.step()));
    parameters.put("timeout", DurationText.seconds(timeout));
    return parameters;
  }

  private static void feed(
      QueryResult result, Times times, Instant start, Instant end, Backtest backtest) {
    Map<Long, List<Value.Sample>> byTime = new TreeMap<>();
    for (QueryResult.QuerySeries series : result.series()) {
      Labels labels = Labels.of(series.labels());
      for (QueryResult.Point point : series.points()) {
        long at = point.seconds().movePointRight(3).longValue() + times.offset().toMillis();
        byTime
            .computeIfAbsent(at, key -> new ArrayList<>())
            .add(new Value.Sample(labels, at, point.number(), null));
      }
    }
    for (Instant time = start; !time.isAfter(end); time = time.plus(times.step())) {
      @Nullable List<Value.Sample> results = byTime.get(time.toEpochMilli());
      backtest.evaluate(time, results == null ? List.of() : results);
    }
  }
}
