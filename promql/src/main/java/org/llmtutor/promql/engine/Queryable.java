package org.llmtutor.promql.engine;

import java.time.Instant;
import java.util.List;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Series;

/** Where samples come from. Implementations are safe for concurrent use. */
@FunctionalInterface
public interface Queryable {

  /**
   * The series that fulfil all {@code matchers}, sorted by labels, each with at least its samples
   * in {@code [from, to]}, both ends included; samples outside do no harm. Series without a sample
   * there may be left out. Stale markers are samples too.
   *
   * @throws org.llmtutor.promql.PromqlException when the samples cannot be read
   */
  List<Series> select(Instant from, Instant to, List<LabelMatcher> matchers);
}
