package org.llmtutor.service.database;

import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.trace.LocalTrace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Notices a request that sends one statement again and again, as a query in a loop does: {@code
 * database_repeated_statements_total{statement}} and one log line for each such statement of a
 * request. A batch counts once. Safe for concurrent use.
 */
final class RepeatedStatements {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedStatements.class);

  private final int most;
  private final LabeledCounter repeated;

  /** At most {@code most} of one statement are in order. */
  RepeatedStatements(Metrics metrics, int most) {
    this.most = most;
    this.repeated =
        metrics.counter(
            "database_repeated_statements_total",
            "Requests that sent one SQL statement more than database.repeatedStatements times.",
            "statement");
    // So that the name is there to be asked for before the first statement is repeated.
    repeated.add(0, StatementName.UNNAMED);
  }

  /** One more was sent, for the request that this thread works on. */
  void sent(StatementName statement) {
    LocalTrace request = LocalTrace.current();
    if (request != null && request.count(statement.name()) == most + 1) {
      repeated.inc(statement.name());
      String route = MDC.get(RequestContext.ROUTE);
      LOG.warn(
          "{} sent statement {} more than {} times; one statement could ask for all",
          route == null ? "a request" : route,
          statement.name(),
          most);
    }
  }
}
