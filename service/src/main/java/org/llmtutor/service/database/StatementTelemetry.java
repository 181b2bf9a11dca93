package org.llmtutor.service.database;

import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledHistogram;
import org.llmtutor.service.telemetry.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times every statement: {@code database_query_duration_seconds{query_type}}, and for those above
 * the line {@code database_slow_queries_total{query_type}} and one log line with the statement's
 * name. Values never leave the statement. Safe for concurrent use.
 */
final class StatementTelemetry implements SqlLogger {

  private static final Logger LOG = LoggerFactory.getLogger(StatementTelemetry.class);
  private static final double[] BUCKETS = {
    0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5
  };

  private final Duration slow;
  private final LabeledHistogram durations;
  private final LabeledCounter slowQueries;

  StatementTelemetry(Metrics metrics, Duration slow) {
    this.slow = slow;
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
    record(
        StatementName.of(context.getRawSql()),
        Duration.ofNanos(context.getElapsedTime(ChronoUnit.NANOS)));
  }

  @Override
  public void logException(StatementContext context, SQLException ex) {
    logAfterExecution(context);
  }

  void record(StatementName statement, Duration elapsed) {
    durations.observe(elapsed, statement.type());
    if (elapsed.compareTo(slow) > 0) {
      slowQueries.inc(statement.type());
      LOG.warn("slow query {} took {} ms", statement.name(), elapsed.toMillis());
    }
  }
}
