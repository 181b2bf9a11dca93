package org.llmtutor.service.history.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.engine.Cancellation;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.QueryResult;
import org.llmtutor.promql.types.ValueType;
import org.llmtutor.service.history.SeriesSource;

/** Answers queries within the configured limits. Safe for concurrent use. */
final class Queries {

  private static final Duration SHORTEST_STEP = Duration.ofMillis(1);

  private final SeriesSource source;
  private final QueryGate gate;
  private final Clock clock;
  private final Duration timeout;
  private final int maxPoints;
  private final EngineOptions options;

  Queries(SeriesSource source, PrometheusApiConfig config, QueryGate gate, Clock clock) {
    this.source = source;
    this.gate = gate;
    this.clock = clock;
    this.timeout = config.timeout().toJavaDuration();
    this.maxPoints = config.maxPoints();
    // The gate watches the time, from the arrival of the query on; the engine need not.
    this.options =
        EngineOptions.DEFAULTS
            .withLookback(config.lookback().toJavaDuration())
            .withMaxSamples(config.maxSamples())
            .withMaxSeries(config.maxSeries())
            .withMaxSteps(Math.addExact(config.maxPoints(), 1))
            .withTimeout(timeout.multipliedBy(2));
  }

  /** Parameters {@code query}, {@code time}, {@code timeout}, {@code lookback_delta}, limit. */
  PrometheusReply instant(PrometheusParameters parameters) {
    int limit = parameters.limit("limit");
    Instant time = parameters.time("time", clock.instant());
    Engine engine = engine(parameters);
    Expr expr = parameters.query();
    return run(parameters, limit, cancellation -> engine.instant(source, expr, time, cancellation));
  }

  /** As {@link #instant} with {@code start}, {@code end} and {@code step} for the time. */
  PrometheusReply range(PrometheusParameters parameters) {
    int limit = parameters.limit("limit");
    Instant start = parameters.time("start");
    Instant end = parameters.time("end");
    if (end.isBefore(start)) {
      throw PrometheusException.badParameter("end", "end timestamp must not be before start time");
    }
    Duration step = step(parameters, Duration.between(start, end));
    Engine engine = engine(parameters);
    Expr expr = parameters.query();
    requireSteps(expr);
    return run(
        parameters,
        limit,
        cancellation -> engine.range(source, expr, start, end, step, cancellation));
  }

  /** Checks what is asked and gives no exemplars. */
  PrometheusReply exemplars(PrometheusParameters parameters) {
    Instant start = parameters.time("start", PrometheusTime.EARLIEST);
    if (parameters.time("end", PrometheusTime.LATEST).isBefore(start)) {
      throw PrometheusException.badParameter(
          "end", "end timestamp must not be before start timestamp");
    }
    parameters.query();
    return PrometheusReply.of(List.of());
  }

  private Duration step(PrometheusParameters parameters, Duration range) {
    Duration step = parameters.requiredDuration("step");
    if (step.compareTo(SHORTEST_STEP) < 0) {
      throw PrometheusException.badParameter(
          "step",
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if (range.toMillis() / step.toMillis() > maxPoints) {
      throw new PrometheusException(
          ErrorType.BAD_DATA,
          String.format(
              Locale.ROOT,
              "exceeded maximum resolution of %,d points per timeseries."
                  + " Try decreasing the query resolution (?step=XX)",
              maxPoints));
    }
    return step;
  }

  private static void requireSteps(Expr expr) {
    ValueType type = ValueType.of(expr);
    if (type != ValueType.VECTOR && type != ValueType.SCALAR) {
      throw PrometheusException.badParameter(
          "query",
          "invalid expression type \""
              + type.text()
              + "\" for range query, must be Scalar or instant Vector");
    }
  }

  private Engine engine(PrometheusParameters parameters) {
    return new Engine(
        parameters
            .duration("lookback_delta")
            .filter(lookback -> lookback.compareTo(SHORTEST_STEP) >= 0)
            .map(options::withLookback)
            .orElse(options));
  }

  private PrometheusReply run(
      PrometheusParameters parameters, int limit, Function<Cancellation, QueryResult> work) {
    Duration allowed =
        parameters
            .duration("timeout")
            .filter(asked -> asked.compareTo(timeout) < 0)
            .orElse(timeout);
    QueryResult result = gate.run(allowed, work);
    return QueryReplies.of(result, parameters.text("query"), limit);
  }
}
