package org.llmtutor.service.history.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.LabelNames;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.NameScheme;
import org.llmtutor.promql.model.TextOrder;
import org.llmtutor.service.history.MetricMetadata;
import org.llmtutor.service.history.SeriesSource;

/** Answers what series, labels and metrics there are, within limits. Safe for concurrent use. */
final class Listings {

  private static final String LIMIT = "limit";

  private final SeriesSource source;
  private final QueryGate gate;
  private final Duration timeout;
  private final int maxListed;
  private final int maxSelectors;

  Listings(SeriesSource source, PrometheusApiConfig config, QueryGate gate) {
    this.source = source;
    this.gate = gate;
    this.timeout = config.timeout().toJavaDuration();
    this.maxListed = config.maxListed();
    this.maxSelectors = config.maxSelectors();
  }

  /** The label sets of the series that fulfil a selector; at least one must be given. */
  PrometheusReply series(PrometheusParameters parameters) {
    if (parameters.selectors(maxSelectors).isEmpty()) {
      throw new PrometheusException(ErrorType.BAD_DATA, "no match[] parameter provided");
    }
    NavigableSet<Labels> found = new TreeSet<>();
    return list(parameters, found, found::add, Labels::toMap);
  }

  /** The names of labels. */
  PrometheusReply names(PrometheusParameters parameters) {
    NavigableSet<String> found = new TreeSet<>(TextOrder::compare);
    return list(
        parameters,
        found,
        labels -> labels.forEach((name, unused) -> found.add(name)),
        Function.identity());
  }

  /** The values of the label whose name is, perhaps escaped, {@code text}. */
  PrometheusReply values(String text, PrometheusParameters parameters) {
    String name = EscapedName.read(text);
    if (!LabelNames.isValid(name, NameScheme.UTF8)) {
      throw new PrometheusException(
          ErrorType.BAD_DATA, "invalid label name: " + PlainText.quoted(name));
    }
    NavigableSet<String> found = new TreeSet<>(TextOrder::compare);
    return list(
        parameters,
        found,
        labels -> {
          if (labels.has(name)) {
            found.add(labels.get(name));
          }
        },
        Function.identity());
  }

  /** What is known of {@code metric}, or of all. */
  PrometheusReply metadata(PrometheusParameters parameters) {
    int limit = parameters.limit(LIMIT);
    parameters.limit("limit_per_metric"); // there is one entry for each
    String metric = parameters.text("metric");
    NavigableMap<String, List<MetricMetadata>> known = new TreeMap<>(TextOrder::compare);
    source
        .metadata()
        .forEach(
            (name, metadata) -> {
              if (metric.isEmpty() || metric.equals(name)) {
                known.put(name, List.of(metadata));
              }
            });
    while (known.size() > limit) {
      known.pollLastEntry();
    }
    return PrometheusReply.of(known);
  }

  /** Fills {@code found} by {@code collect} and gives its first ones as {@code shown} says. */
  private <T> PrometheusReply list(
      PrometheusParameters parameters,
      NavigableSet<T> found,
      Consumer<Labels> collect,
      Function<T, ?> shown) {
    int limit = Math.min(parameters.limit(LIMIT), maxListed);
    Instant start = parameters.time("start", PrometheusTime.EARLIEST);
    Instant end = parameters.time("end", PrometheusTime.LATEST);
    List<List<LabelMatcher>> selectors = parameters.selectors(maxSelectors);
    List<List<LabelMatcher>> each = selectors.isEmpty() ? List.of(List.of()) : selectors;
    return gate.run(
        timeout,
        cancellation -> {
          for (List<LabelMatcher> matchers : each) {
            if (cancellation.isCancelled()) {
              break;
            }
            source.list(start, end, matchers).forEach(collect);
          }
          List<?> first = found.stream().limit(limit).map(shown).toList();
          boolean cut = found.size() > limit;
          return new PrometheusReply(
              first, cut ? List.of(QueryReplies.TRUNCATED) : List.of(), List.of());
        });
  }
}
