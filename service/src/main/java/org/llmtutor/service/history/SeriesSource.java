package org.llmtutor.service.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;

/** Samples that can be queried, and series that can be listed. Safe for concurrent use. */
public interface SeriesSource extends Queryable {

  /**
   * The label sets, sorted, of the series that fulfil all {@code matchers} and have a sample in
   * {@code [from, to]}, both ends included; without matchers those of all series.
   */
  List<Labels> list(Instant from, Instant to, List<LabelMatcher> matchers);

  /** What is known of metrics, by the name of the metric family. */
  Map<String, MetricMetadata> metadata();
}
