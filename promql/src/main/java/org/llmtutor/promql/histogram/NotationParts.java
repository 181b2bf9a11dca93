package org.llmtutor.promql.histogram;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtutor.promql.PromqlException;

/** The parts of one histogram's notation. */
final class NotationParts {

  private static final Pattern PART =
      Pattern.compile("\\s*+([a-z_]++):(\\[[^\\]]*+\\]|[^\\s\\[\\]]++)(?=\\s|$)");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,9}");
  private static final Set<String> KEYS =
      Set.of(
          "schema",
          "sum",
          "count",
          "z_bucket",
          "z_bucket_w",
          "custom_values",
          "buckets",
          "offset",
          "n_buckets",
          "n_offset",
          "counter_reset_hint");

  private final String text;
  private final Map<String, String> parts = new HashMap<>();

  NotationParts(String text) {
    this.text = text;
    String inside = text.substring(2, text.length() - 2).strip();
    Matcher matcher = PART.matcher(inside);
    int end = 0;
    while (matcher.lookingAt() && end < inside.length()) {
      put(matcher.group(1), matcher.group(2));
      end = matcher.end();
      matcher.region(end, inside.length());
    }
    if (end < inside.length()) {
      throw wrong("'" + inside.substring(end).strip() + "': not a part of a histogram");
    }
  }

  private void put(String key, String value) {
    if (!KEYS.contains(key)) {
      throw wrong("'" + key + "': not a part of a histogram");
    }
    if (parts.put(key, value) != null) {
      throw wrong("'" + key + "': stands twice");
    }
  }

  private PromqlException wrong(String problem) {
    return new PromqlException(
        problem + ", in " + text,
        "write parts such as count:4 or buckets:[1 2 1]; there are "
            + String.join(", ", KEYS.stream().sorted().toList()));
  }

  HistogramNotation.Parsed histogram() {
    int schema = integer("schema");
    boolean custom = schema == FloatHistogram.CUSTOM_SCHEMA;
    double[] bounds = numbers("custom_values");
    HistogramBuilder builder =
        custom ? FloatHistogram.custom(bounds) : FloatHistogram.exponential(schema);
    try {
      FloatHistogram histogram =
          builder
              .hint(hint())
              .zero(number("z_bucket_w"), number("z_bucket"))
              .count(number("count"))
              .sum(number("sum"))
              .positive(Buckets.from(integer("offset"), numbers("buckets")))
              .negative(Buckets.from(integer("n_offset"), numbers("n_buckets")))
              .build();
      return new HistogramNotation.Parsed(histogram, parts.containsKey("counter_reset_hint"));
    } catch (IllegalArgumentException invalid) {
      throw wrong(String.valueOf(invalid.getMessage()));
    }
  }

  private CounterResetHint hint() {
    String name = parts.getOrDefault("counter_reset_hint", "unknown");
    for (CounterResetHint hint : CounterResetHint.values()) {
      if (hint.text().equals(name)) {
        return hint;
      }
    }
    throw wrong("'" + name + "': not one of unknown, reset, not_reset and gauge");
  }

  private int integer(String key) {
    String value = parts.getOrDefault(key, "0");
    if (!INTEGER.matcher(value).matches()) {
      throw wrong("'" + key + ":" + value + "': not a whole number");
    }
    return Integer.parseInt(value);
  }

  private double number(String key) {
    return number(key, parts.getOrDefault(key, "0"));
  }

  private double number(String key, String value) {
    if (value.toLowerCase(Locale.ROOT).matches("[+-]?nan")) {
      return Double.NaN;
    }
    OptionalDouble number = BucketBound.parse(value);
    return number.orElseThrow(() -> wrong("'" + key + ":" + value + "': not a number"));
  }

  private double[] numbers(String key) {
    String value = parts.get(key);
    if (value == null) {
      return new double[0];
    }
    boolean list = value.startsWith("[") && value.endsWith("]");
    String inside = list ? value.substring(1, value.length() - 1).strip() : "";
    if (inside.isEmpty()) {
      throw wrong("'" + key + ":" + value + "': not a list of numbers");
    }
    List<String> items = Arrays.asList(inside.split("\\s+"));
    return items.stream().mapToDouble(item -> number(key, item)).toArray();
  }
}
