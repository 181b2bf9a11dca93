package org.llmtutor.promql.model;

import org.llmtutor.promql.source.PositionRange;

/**
 * Something about a query's result that its author should know; the result stands.
 *
 * @param level how grave
 * @param message Prometheus' words, such as {@code PromQL warning: …}, without the position
 * @param position the part of the query that it is about
 */
public record Annotation(Level level, String message, PositionRange position) {

  /** How grave. */
  public enum Level {
    /** The result may not be what was meant. */
    INFO,
    /** The result is likely wrong or lacks something. */
    WARNING
  }
}
