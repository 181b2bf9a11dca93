package org.llmtutor.promql.function;

import org.llmtutor.promql.model.TextOrder;

/** The order of texts in which numbers inside them count as such: {@code cpu2} before cpu10. */
final class NaturalOrder {

  private NaturalOrder() {}

  /**
   * Compares run by run, of digits or of other characters: two numbers by value, anything else as
   * text. A text comes before those that extend it.
   *
   * @return negative, zero or positive; zero only for equal texts
   */
  static int compare(String a, String b) {
    int startA = 0;
    int startB = 0;
    while (startA < a.length() && startB < b.length()) {
      int endA = endOfRun(a, startA);
      int endB = endOfRun(b, startB);
      int order = compareRuns(a.substring(startA, endA), b.substring(startB, endB));
      if (order != 0) {
        return order;
      }
      startA = endA;
      startB = endB;
    }
    int rest = Integer.compare(a.length() - startA, b.length() - startB);
    return rest == 0 ? TextOrder.compare(a, b) : rest;
  }

  private static int endOfRun(String text, int start) {
    boolean digits = isDigit(text.charAt(start));
    int end = start + 1;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static int compareRuns(String a, String b) {
    if (!isDigit(a.charAt(0)) || !isDigit(b.charAt(0))) {
      return TextOrder.compare(a, b);
    }
    String numberA = withoutLeadingZeros(a);
    String numberB = withoutLeadingZeros(b);
    int order = Integer.compare(numberA.length(), numberB.length());
    return order == 0 ? numberA.compareTo(numberB) : order;
  }

  private static String withoutLeadingZeros(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
