package org.llmtutor.promql.model;

/**
 * The order of names and label values: that of their UTF-8 bytes, as in Prometheus. It differs from
 * {@link String#compareTo} only beyond U+FFFF.
 */
public final class TextOrder {

  private TextOrder() {}

  /** Negative, zero or positive as {@code left} comes before, is, or comes after {@code right}. */
  public static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean halves = Character.isSurrogate(a) != Character.isSurrogate(b);
        return halves && a >= Character.MIN_SURROGATE && b >= Character.MIN_SURROGATE
            ? b - a
            : a - b;
      }
    }
    return left.length() - right.length();
  }
}
