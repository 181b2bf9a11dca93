package org.llmtutor.cli.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.query.PrometheusApi;
import org.llmtutor.cli.query.QueryResult;
import org.llmtutor.cli.query.RefusedException;
import org.llmtutor.cli.time.InstantText;
import org.llmtutor.rules.metrics.MetricsSnapshot;

/** Reads from a server which series there have been of the metrics that rules name. */
final class ServerMetrics {

  /** Of one metric; a server that has more is taken at its word for names alone. */
  private static final int MOST_SERIES = 10_000;

  private static final int NAMES_AT_ONCE = 100;

  private final PrometheusApi api;
  private final Instant start;
  private final Instant end;
  private final Set<String> known;

  private ServerMetrics(PrometheusApi api, Instant start, Instant end, Set<String> known) {
    this.api = api;
    this.start = start;
    this.end = end;
    this.known = known;
  }

  /**
   * Asks for the names of all metrics from {@code start} to {@code end}.
   *
   * @throws CliException when the server does not answer
   */
  static ServerMetrics read(PrometheusApi api, Instant start, Instant end) {
    JsonObject reply = api.get("/api/v1/label/__name__/values", period(start, end));
    return new ServerMetrics(api, start, end, new HashSet<>(reply.texts("data")));
  }

  private static Map<String, String> period(Instant start, Instant end) {
    Map<String, String> period = new LinkedHashMap<>();
    period.put("start", InstantText.seconds(start));
    period.put("end", InstantText.seconds(end));
    return period;
  }

  /** Whether there has been such a metric. */
  boolean has(String name) {
    return known.contains(name);
  }

  /** Puts all names, and series and types of those that are {@code used}, into {@code builder}. */
  void into(MetricsSnapshot.Builder builder, Collection<String> used) {
    known.forEach(builder::name);
    List<String> there = used.stream().filter(known::contains).sorted().toList();
    there.forEach(name -> series(name, builder));
    types(new HashSet<>(there), builder);
    gone(there).forEach(builder::gone);
  }

  private void series(String name, MetricsSnapshot.Builder builder) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("match[]", name);
    parameters.putAll(period(start, end));
    parameters.put("limit", Integer.toString(MOST_SERIES));
    List<JsonObject> found;
    try {
      found = api.get("/api/v1/series", parameters).objects("data");
    } catch (CliException e) {
      builder.partial(name); // too many to send, most likely: its labels are not looked at
      return;
    }
    if (found.size() >= MOST_SERIES) {
      builder.partial(name);
    }
    for (JsonObject series : found.subList(0, Math.min(found.size(), MOST_SERIES))) {
      Map<String, String> labels = new TreeMap<>();
      series.members().forEach((label, value) -> labels.put(label, String.valueOf(value)));
      labels.remove("__name__");
      builder.sample(name, labels, Double.NaN);
    }
  }

  /** A type counts where all targets agree on it. */
  private void types(Set<String> names, MetricsSnapshot.Builder builder) {
    JsonObject reply = api.find("/api/v1/metadata", Map.of()).orElse(null);
    if (reply == null || !(reply.members().get("data") instanceof Map<?, ?>)) {
      return;
    }
    JsonObject data = reply.object("data");
    for (String family : data.members().keySet()) {
      boolean used = names.stream().anyMatch(name -> name.startsWith(family));
      @Nullable String type = used ? only(data.objects(family)) : null;
      if (type != null) {
        builder.type(family, type);
      }
    }
  }

  private static @Nullable String only(List<JsonObject> told) {
    Set<String> types =
        told.stream().map(one -> one.optionalText("type").orElse("")).collect(Collectors.toSet());
    return types.size() == 1 ? types.iterator().next() : null;
  }

  /** Those of which there are no series now. */
  private List<String> gone(List<String> names) {
    List<String> gone = new ArrayList<>();
    for (int i = 0; i < names.size(); i += NAMES_AT_ONCE) {
      List<String> part = names.subList(i, Math.min(names.size(), i + NAMES_AT_ONCE));
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put(
          "query", "count by (__name__) ({__name__=~\"" + String.join("|", part) + "\"})");
      parameters.put("time", InstantText.seconds(end));
      try {
        Set<String> now = new HashSet<>();
        for (QueryResult.QuerySeries series : api.tryInstant(parameters).series()) {
          now.add(series.labels().getOrDefault("__name__", ""));
        }
        part.stream().filter(name -> !now.contains(name)).forEach(gone::add);
      } catch (RefusedException e) {
        return gone; // what cannot be asked is not held against a rule
      }
    }
    return gone;
  }
}
