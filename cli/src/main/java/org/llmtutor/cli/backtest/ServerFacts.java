package org.llmtutor.cli.backtest;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.query.PrometheusApi;
import org.llmtutor.cli.query.QueryResult;
import org.llmtutor.cli.query.RefusedException;
import org.llmtutor.cli.time.DurationText;
import org.llmtutor.cli.time.InstantText;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;

/** How a server is set up, as far as it tells. */
final class ServerFacts {

  private static final int POINTS = 500;

  /** As precisely as this the oldest sample is looked for. */
  private static final Duration PRECISION = Duration.ofSeconds(15);

  private static final Pattern EVALUATION =
      Pattern.compile("(?m)^\\s+evaluation_interval:\\s*(\\S+)");
  private static final Pattern LENGTH = Pattern.compile("((?:\\d+(?:ms|[ywdhms]))+)(?: .*)?");

  private final PrometheusApi api;

  ServerFacts(PrometheusApi api) {
    this.api = api;
  }

  /** How long it is set to keep samples; empty when it does not tell, or keeps them by size. */
  Optional<Duration> retention() {
    Optional<Duration> told = text("/api/v1/status/runtimeinfo", "storageRetention");
    return told.isPresent() ? told : text("/api/v1/status/flags", "storage.tsdb.retention.time");
  }

  private Optional<Duration> text(String path, String field) {
    return api.find(path, Map.of())
        .flatMap(reply -> data(reply).flatMap(data -> data.optionalText(field)))
        .map(LENGTH::matcher)
        .filter(Matcher::matches)
        .flatMap(length -> duration(length.group(1)))
        .filter(length -> !length.isZero());
  }

  private static Optional<JsonObject> data(JsonObject reply) {
    return reply.members().get("data") instanceof Map<?, ?>
        ? Optional.of(reply.object("data"))
        : Optional.empty();
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(PromDuration.parse(text).toDuration());
    } catch (PromqlException e) {
      return Optional.empty();
    }
  }

  /** How often it evaluates groups that do not say; empty when it does not tell. */
  Optional<Duration> evaluationInterval() {
    return api.find("/api/v1/status/config", Map.of())
        .flatMap(reply -> data(reply).flatMap(data -> data.optionalText("yaml")))
        .map(EVALUATION::matcher)
        .filter(Matcher::find)
        .flatMap(interval -> duration(interval.group(1)))
        .filter(length -> !length.isZero());
  }

  /**
   * When the first of the samples was that it has of the time from {@code start} to {@code end},
   * give or take fifteen seconds; empty when there are none. The metrics themselves are asked only
   * where {@code up} does not go back to the start, on a server that is young or got its samples in
   * another way.
   *
   * @param names metrics to look for
   */
  Optional<Instant> oldest(Instant start, Instant end, List<String> names) {
    Optional<Instant> up = first("count(up)", start, end);
    if (names.isEmpty() || up.filter(first -> first.equals(start)).isPresent()) {
      return up;
    }
    String all = "count({__name__=~\"" + String.join("|", names) + "\"})";
    Optional<Instant> named = first(all, start, end);
    return Stream.of(up, named).flatMap(Optional::stream).min(Instant::compareTo);
  }

  /** Looks again, closer, before the first point that has a sample: a server may be minutes old. */
  private Optional<Instant> first(String query, Instant start, Instant end) {
    Duration step = InstantText.step(Duration.between(start, end), POINTS);
    Optional<Instant> found = first(query, start, end, step);
    while (step.compareTo(PRECISION) > 0 && found.filter(start::isBefore).isPresent()) {
      Instant point = found.get();
      Instant before = point.minus(step).isBefore(start) ? start : point.minus(step);
      step = InstantText.step(Duration.between(before, point), POINTS);
      found = first(query, before, point, step).or(() -> Optional.of(point));
    }
    return found;
  }

  private Optional<Instant> first(String query, Instant start, Instant end, Duration step) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", query);
    parameters.put("start", InstantText.seconds(start));
    parameters.put("end", InstantText.seconds(end));
    parameters.put("step", DurationText.seconds(step));
    try {
      return api.tryRange(parameters).series().stream()
          .flatMap(series -> series.points().stream())
          .map(QueryResult.Point::seconds)
          .min(BigDecimal::compareTo)
          .map(seconds -> Instant.ofEpochMilli(seconds.movePointRight(3).longValue()));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
