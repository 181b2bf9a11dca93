package org.llmtutor.service.database;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledHistogram;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.trace.TraceSpan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times every statement: {@code database_query_duration_seconds{query_type}}, and for those above
 * the line {@code database_slow_queries_total{query_type}} and one log line with the statement's
 * name. In a trace each is a span under its name. Values never leave the statement. Safe for
 * concurrent use.
 */
final class StatementTelemetry implements SqlLogger {

  private static final Logger LOG = LoggerFactory.getLogger(StatementTelemetry.class);
  private static final double[] BUCKETS = {
    0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5
  };

  private final Duration slow;
  private final String system;
  private final RepeatedStatements repeated;
  private final LabeledHistogram durations;
  private final LabeledCounter slowQueries;

  /**
   * Registers the metrics.
   *
   * @param system the database's name in OpenTelemetry's conventions
   */
  StatementTelemetry(Metrics metrics, DatabaseConfig config, String system) {
    this.slow = config.slowQuery().toJavaDuration();
    this.system = system;
    this.repeated = new RepeatedStatements(metrics, config.repeatedStatements());
    this.durations =
        metrics.histogram(
            "database_query_duration_seconds",
            "Time per SQL statement, and per commit of a batch of writes.",
            BUCKETS,
            "query_type");
    this.slowQueries =
        metrics.counter(
            "database_slow_queries_total",
            "SQL statements slower than database.slowQuery.",
            "query_type");
    StatementName.TYPES.forEach(type -> slowQueries.add(0, type));
  }

  @Override
  public void logAfterExecution(StatementContext context) {
    executed(context, null);
  }

  @Override
  public void logException(StatementContext context, SQLException ex) {
    executed(context, ex);
  }

  private void executed(StatementContext context, @Nullable SQLException failure) {
    StatementName statement = StatementName.of(context.getRawSql());
    record(statement, Duration.ofNanos(context.getElapsedTime(ChronoUnit.NANOS)));
    repeated.sent(statement);
    Instant start = context.getExecutionMoment();
    Instant end = failure == null ? context.getCompletionMoment() : context.getExceptionMoment();
    if (start != null && end != null) {
      TraceSpan.past(statement.name(), start, end, span -> describe(span, statement, failure));
    }
  }

  private void describe(TraceSpan span, StatementName statement, @Nullable SQLException failure) {
    span.set("db.system.name", system);
    span.set("db.operation.name", statement.type().toUpperCase(Locale.ROOT));
    span.set("db.query.summary", statement.name());
    if (failure != null) {
      span.failed(failure.getClass().getSimpleName());
    }
  }

  void record(StatementName statement, Duration elapsed) {
    durations.observeInTrace(elapsed, statement.type());
    if (elapsed.compareTo(slow) > 0) {
      slowQueries.inc(statement.type());
      LOG.warn("slow query {} took {} ms", statement.name(), elapsed.toMillis());
    }
  }
}
