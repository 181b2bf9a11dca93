package org.llmtutor.bench.report;

import org.jspecify.annotations.Nullable;

/** Reports that people ask for; the promise is on those that are usual. */
enum ReportKind {
  TOTAL("", null, null, null, "false", true),
  DAY("day", null, null, null, "false", true),
  MODEL("model", null, null, null, "false", true),
  MODEL_WITH_TREND("model", null, null, null, "true", true),
  CLASS("class", null, null, null, "false", true),
  MONTH_AND_CLASS("month,class", null, null, null, "false", true),
  CLASS_AND_MODEL("class,model", null, null, null, "false", true),
  LEARNER_TOP_20("learner", "20", null, null, "false", true),
  LEARNER_TOP_20_WITH_TREND("learner", "20", null, null, "true", true),
  LEARNER_AND_MODEL("learner,model", null, null, null, "false", true),
  /** Over a quarter: a year of it has more rows than a report may. */
  MONTH_AND_LEARNER_TOP_20("month,learner", "20", null, null, "false", true),
  MODEL_COMPARED("model", null, "previous", null, "false", true),
  CLASS_PER_LEARNER("class", null, null, "learner", "false", false),
  EXERCISE("exercise", null, null, null, "false", true),
  EXERCISE_AND_MODEL("exercise,model", null, null, null, "false", true),
  EXERCISE_AND_CLASS("exercise,class", null, null, null, "false", true),
  FORECAST("", null, null, null, "false", true);

  private static final int QUARTER = 90;

  private final String by;
  private final @Nullable String top;
  private final @Nullable String compare;
  private final @Nullable String unit;
  private final String trend;
  private final boolean usual;

  ReportKind(
      String by,
      @Nullable String top,
      @Nullable String compare,
      @Nullable String unit,
      String trend,
      boolean usual) {
    this.by = by;
    this.top = top;
    this.compare = compare;
    this.unit = unit;
    this.trend = trend;
    this.usual = usual;
  }

  String by() {
    return by;
  }

  @Nullable String top() {
    return top;
  }

  @Nullable String compare() {
    return compare;
  }

  @Nullable String unit() {
    return unit;
  }

  String trend() {
    return trend;
  }

  /** Over how many days it is asked, of so many. */
  int days(int most) {
    return this == MONTH_AND_LEARNER_TOP_20 ? Math.min(most, QUARTER) : most;
  }

  /** Whether the design's promise is on it. */
  boolean isUsual() {
    return usual;
  }
}
