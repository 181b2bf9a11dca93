package org.llmtutor.service.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Series;
import org.llmtutor.rules.alerting.SampleStore;
import org.llmtutor.service.history.MetricMetadata;
import org.llmtutor.service.history.SeriesSource;

/** A history of samples that tests write themselves. */
final class TestHistory implements SeriesSource, Recorder {

  private final SampleStore store = new SampleStore();

  @Override
  public synchronized void append(Labels labels, long millis, double value) {
    store.append(labels, millis, value, null);
  }

  @Override
  public synchronized List<Series> select(Instant from, Instant to, List<LabelMatcher> matchers) {
    return store.select(from, to, matchers);
  }

  @Override
  public List<Labels> list(Instant from, Instant to, List<LabelMatcher> matchers) {
    return select(from, to, matchers).stream().map(Series::labels).toList();
  }

  @Override
  public Map<String, MetricMetadata> metadata() {
    return Map.of();
  }
}
