package org.llmtutor.promql.parser;

import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;

/** Durations such as {@code 1h30m}. */
final class Durations {

  private static final String EXAMPLES = "use forms such as 30s, 5m or 1h30m";

  /** Longer ones are no durations; keeps messages short. */
  private static final int LONGEST = 64;

  private Durations() {}

  /**
   * The seconds of the duration from {@code start} to {@code end}.
   *
   * @throws PromqlException when it is none; the problem does not repeat the text
   */
  static double seconds(String text, int start, int end) {
    if (end - start > LONGEST) {
      throw new PromqlException("too long", EXAMPLES);
    }
    String word = text.substring(start, end);
    try {
      return PromDuration.parse(word).millis() / 1000.0;
    } catch (PromqlException bad) {
      String prefix = "'" + word + "': ";
      String problem = bad.problem();
      throw problem.startsWith(prefix)
          ? new PromqlException(problem.substring(prefix.length()), bad.remedy())
          : bad;
    }
  }
}
