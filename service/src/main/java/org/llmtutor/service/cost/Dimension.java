package org.llmtutor.service.cost;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.llmtutor.service.http.ApiException;

/** What a cost report can be grouped by; expressions over a ledger table called {@code s}. */
enum Dimension {
  /** ISO date. */
  DAY("s.usage_day"),
  /** ISO week, such as {@code 2026-W48}; from the query's own table of days. */
  WEEK("w.week"),
  /** Year and month, such as {@code 2026-11}. */
  MONTH("SUBSTR(s.usage_day, 1, 7)"),
  LEARNER("s.learner_id"),
  CLASS("s.class_code"),
  MODEL("s.model"),
  PROVIDER("s.provider"),
  FEATURE("s.feature"),
  EXERCISE("s.exercise_id");

  private static final String PREFIX = "s.";

  private final String expression;

  Dimension(String expression) {
    this.expression = expression;
  }

  String expression() {
    return expression;
  }

  /** The column of ledger tables that holds it; of one that is not time. */
  String column() {
    return expression.substring(PREFIX.length());
  }

  /** The name on the wire. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its groups are stretches of time. */
  boolean isTime() {
    return this == DAY || this == WEEK || this == MONTH;
  }

  /** Whether its groups are groups of people, of which a small one tells about single learners. */
  boolean isCohort() {
    return this == CLASS || this == EXERCISE;
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
