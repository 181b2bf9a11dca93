package org.llmtutor.promql.parser;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;

/** Durations such as {@code 1h30m}. */
final class Durations {

  static final String EXAMPLES = "use forms such as 30s, 5m or 1h30m";

  /** Longer ones are no durations; keeps messages short. */
  private static final int LONGEST = 64;

  private Durations() {}

  /** What is wrong with {@code word}; null when it is a duration. */
  static @Nullable String problem(String word) {
    if (word.length() > LONGEST) {
      return "too long";
    }
    try {
      PromDuration.parse(word);
      return null;
    } catch (PromqlException bad) {
      String problem = bad.problem();
      String prefix = "'" + word + "': ";
      return problem.startsWith(prefix) ? problem.substring(prefix.length()) : problem;
    }
  }

  /** The length of a valid duration in seconds. */
  static double seconds(String word) {
    return PromDuration.parse(word).millis() / 1000.0;
  }
}
