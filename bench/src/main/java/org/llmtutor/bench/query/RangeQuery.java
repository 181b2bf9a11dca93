package org.llmtutor.bench.query;

import org.llmtutor.promql.Promql;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.QueryResult;
import org.llmtutor.promql.engine.Queryable;

/**
 * Asks for the last steps of some data.
 *
 * @param data the series
 * @param engine as it comes
 */
record RangeQuery(Queryable data, Engine engine) {

  RangeQuery(Queryable data) {
    this(data, new Engine(EngineOptions.DEFAULTS));
  }

  /** From text to result. */
  QueryResult run(String text, int steps) {
    return engine.range(
        data,
        Promql.parse(text),
        QueryData.end().minus(QueryData.INTERVAL.multipliedBy(steps - 1)),
        QueryData.end(),
        QueryData.INTERVAL);
  }
}
