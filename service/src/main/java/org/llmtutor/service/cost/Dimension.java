package org.llmtutor.service.cost;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.llmtutor.service.http.ApiException;

/** What a cost report can be grouped by; both ledger tables have the columns. */
enum Dimension {
  DAY("usage_day"),
  LEARNER("learner_id"),
  CLASS("class_code"),
  MODEL("model"),
  PROVIDER("provider"),
  FEATURE("feature"),
  EXERCISE("exercise_id");

  private final String column;

  Dimension(String column) {
    this.column = column;
  }

  String column() {
    return column;
  }

  /** The name on the wire. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parses a comma-separated list; an empty text is an empty list. */
  static List<Dimension> parse(String text) {
    List<Dimension> dimensions = new ArrayList<>();
    for (String part : Splitter.on(',').trimResults().omitEmptyStrings().split(text)) {
      Dimension dimension = find(part);
      if (!dimensions.contains(dimension)) {
        dimensions.add(dimension);
      }
    }
    return dimensions;
  }

  private static Dimension find(String key) {
    return Arrays.stream(values())
        .filter(dimension -> dimension.key().equals(key))
        .findFirst()
        .orElseThrow(() -> ApiException.invalid("by is a comma-separated list of " + keys() + "."));
  }

  private static String keys() {
    return Arrays.stream(values()).map(Dimension::key).collect(Collectors.joining(", "));
  }
}
