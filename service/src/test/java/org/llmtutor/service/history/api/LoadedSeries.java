package org.llmtutor.service.history.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;
import org.llmtutor.service.history.MetricMetadata;
import org.llmtutor.service.history.SeriesSource;

/** Series in memory, with what is known of their metrics. */
record LoadedSeries(InMemoryQueryable samples, Map<String, MetricMetadata> metadata)
    implements SeriesSource {

  /** A sample every 15 seconds from the epoch on. */
  static LoadedSeries of(String... notations) {
    InMemoryQueryableBuilder builder = InMemoryQueryable.builder();
    for (String notation : notations) {
      builder.load(notation, Instant.EPOCH, Duration.ofSeconds(15));
    }
    return new LoadedSeries(builder.build(), Map.of());
  }

  LoadedSeries with(Map<String, MetricMetadata> known) {
    return new LoadedSeries(samples, known);
  }

  @Override
  public List<Series> select(Instant from, Instant to, List<LabelMatcher> matchers) {
    return samples.select(from, to, matchers);
  }

  @Override
  public List<Labels> list(Instant from, Instant to, List<LabelMatcher> matchers) {
    return select(from, to, matchers).stream().map(Series::labels).toList();
  }
}
