package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.model.Annotation;
import org.llmtutor.promql.model.Value;

/**
 * What a query gives.
 *
 * @param value the result
 * @param annotations what the author of the query should know about it, in the order of their
 *     coming
 */
public record QueryResult(Value value, List<Annotation> annotations) {

  /** Copies the annotations. */
  public QueryResult {
    annotations = List.copyOf(annotations);
  }
}
