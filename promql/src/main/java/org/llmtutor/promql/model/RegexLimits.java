package org.llmtutor.promql.model;

import org.jspecify.annotations.Nullable;

/** Refuses regular expressions that would take the regex library seconds or its whole stack. */
public final class RegexLimits {

  /** As Go's. */
  private static final int MOST_NESTED = 1000;

  private static final int MOST_OPERATORS = 3000;
  private static final int LONGEST = 1 << 17;

  private RegexLimits() {}

  /** What is too much in {@code pattern}; null when it may be compiled. */
  public static @Nullable String problem(String pattern) {
    int depth = 0;
    int operators = 0;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '(' -> {
          depth++;
          operators++;
        }
        case ')' -> depth--;
        case '*', '+', '?', '{' -> operators++;
        default -> {
          // Letters and classes cost little.
        }
      }
      if (depth > MOST_NESTED) {
        return "expression nests too deeply";
      }
    }
    return operators > MOST_OPERATORS || (operators > 0 && pattern.length() > LONGEST)
        ? "expression too large"
        : null;
  }
}
