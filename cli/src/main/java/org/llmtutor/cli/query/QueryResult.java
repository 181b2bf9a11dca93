package org.llmtutor.cli.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonObject;

/**
 * What an expression evaluated to.
 *
 * @param type {@code vector}, {@code matrix}, {@code scalar} or {@code string}
 * @param series the result; scalars and strings are one series without labels
 * @param data the API's {@code data} as it came
 * @param warnings what the server warned of
 * @param infos what the server pointed out
 */
public record QueryResult(
    String type,
    List<QuerySeries> series,
    Map<String, @Nullable Object> data,
    List<String> warnings,
    List<String> infos) {

  /** Copies the lists. */
  public QueryResult {
    series = List.copyOf(series);
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
  }

  /** The labels with the same value in every series; none when there is a single series. */
  Map<String, String> common() {
    if (series.size() < 2) {
      return Map.of();
    }
    Map<String, String> common = new LinkedHashMap<>(series.get(0).labels());
    series.forEach(other -> common.entrySet().retainAll(other.labels().entrySet()));
    return common;
  }

  /**
   * One series.
   *
   * @param labels its labels by name, the metric's name first
   * @param points its values in order of time
   */
  public record QuerySeries(Map<String, String> labels, List<Point> points) {

    /** The series without some of its labels. */
    QuerySeries without(Set<String> names) {
      Map<String, String> rest = new LinkedHashMap<>(labels);
      rest.keySet().removeAll(names);
      return new QuerySeries(rest, points);
    }

    /** The series as PromQL writes it. */
    String text() {
      StringBuilder text = new StringBuilder(labels.getOrDefault("__name__", ""));
      String separator = "{";
      for (Map.Entry<String, String> label : labels.entrySet()) {
        if (!label.getKey().equals("__name__")) {
          String value = label.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
          text.append(separator).append(label.getKey()).append("=\"").append(value).append('"');
          separator = ", ";
        }
      }
      if (separator.equals(", ")) {
        text.append('}');
      }
      return text.length() == 0 ? "{}" : text.toString();
    }
  }

  /**
   * One value.
   *
   * @param seconds Unix time
   * @param value as the server wrote it
   */
  public record Point(BigDecimal seconds, String value) {

    /** The value as a number, NaN when it is none. */
    public double number() {
      try {
        return switch (value) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(value);
        };
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }

  /** Reads the API's successful reply. */
  static QueryResult of(JsonObject reply) {
    JsonObject data = reply.object("data");
    String type = data.text("resultType");
    List<QuerySeries> series = new ArrayList<>();
    if (type.equals("scalar") || type.equals("string")) {
      series.add(new QuerySeries(Map.of(), points(List.of(data.list("result")))));
    } else {
      for (JsonObject item : data.objects("result")) {
        series.add(series(item));
      }
    }
    if (!type.equals("matrix") && series.stream().anyMatch(s -> s.points().isEmpty())) {
      throw reply.unexpected("a series of 'data.result' has no value");
    }
    return new QueryResult(
        type, series, data.members(), reply.texts("warnings"), reply.texts("infos"));
  }

  private static QuerySeries series(JsonObject item) {
    Map<String, String> labels = new LinkedHashMap<>();
    Map<String, @Nullable Object> metric = item.object("metric").members();
    Object name = metric.get("__name__");
    if (name != null) {
      labels.put("__name__", name.toString());
    }
    new TreeMap<>(metric).forEach((label, value) -> labels.put(label, String.valueOf(value)));
    List<Object> points = new ArrayList<>(item.list("values"));
    points.addAll(item.list("histograms"));
    for (String single : new String[] {"value", "histogram"}) {
      if (!item.list(single).isEmpty()) {
        points.add(item.list(single));
      }
    }
    return new QuerySeries(labels, points(points));
  }

  private static List<Point> points(List<?> pairs) {
    List<Point> points = new ArrayList<>();
    for (Object pair : pairs) {
      if (pair instanceof List<?> two
          && two.size() == 2
          && two.get(0) instanceof BigDecimal seconds) {
        points.add(new Point(seconds, value(two.get(1))));
      }
    }
    return points;
  }

  private static String value(@Nullable Object value) {
    if (value instanceof Map<?, ?> histogram) {
      return "histogram(count=" + histogram.get("count") + ", sum=" + histogram.get("sum") + ")";
    }
    return String.valueOf(value);
  }
}
