package org.llmtutor.service.history;

import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Series;
import org.llmtutor.service.telemetry.Metrics;

/** A store with a registry of its own. */
final class TestHistory {

  static final Instant START = Instant.ofEpochMilli(1_800_000_000_000L);
  static final Instant EVER = Instant.ofEpochMilli(4_000_000_000_000L);
  static final HistoryConfig CONFIG = HistoryConfig.defaults();

  final CollectorRegistry registry = new CollectorRegistry();
  final Metrics metrics = new Metrics(registry);
  final HistoryConfig config;
  final HistoryStore store;

  TestHistory() {
    this(CONFIG);
  }

  TestHistory(HistoryConfig config) {
    this.config = config;
    this.store = new HistoryStore(config, metrics);
  }

  static HistoryConfig bounded(@Nullable Integer maxSeries, @Nullable DataSize maxBytes) {
    return HistoryConfig.of(
        null, null, Duration.hours(24), maxSeries, maxBytes, null, null, null, null, null, null);
  }

  /** The start and so many intervals. */
  static Instant at(long intervals) {
    return START.plus(CONFIG.interval().toJavaDuration().multipliedBy(intervals));
  }

  static Labels named(String name, String... labels) {
    return Labels.of(labels).with("__name__", name);
  }

  static LabelMatcher name(String name) {
    return new LabelMatcher("__name__", LabelMatcher.Type.EQUAL, name);
  }

  void append(Labels labels, long intervals, double value) {
    store.append(labels, at(intervals).toEpochMilli(), value);
  }

  List<Series> all() {
    return store.select(Instant.EPOCH, EVER, List.of());
  }

  /** The values of the only series with that name. */
  List<Double> values(String name) {
    List<Series> found = store.select(Instant.EPOCH, EVER, List.of(name(name)));
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " series are called " + name);
    }
    return values(found.get(0));
  }

  static List<Double> values(Series series) {
    return java.util.stream.IntStream.range(0, series.samples().length())
        .mapToObj(series.samples()::valueAt)
        .toList();
  }

  double metric(String name) {
    return registry.getSampleValue(name);
  }

  double dropped(String reason) {
    return registry.getSampleValue(
        "history_dropped_samples_total", new String[] {"reason"}, new String[] {reason});
  }

  double samplings(String outcome) {
    return registry.getSampleValue(
        "history_samplings_total", new String[] {"outcome"}, new String[] {outcome});
  }
}
