package org.llmtutor.service.exercise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Equality of JSON values as a learner would see it: numbers by value (2 equals 2.0, fractions up
 * to a relative 1e-9), lists in order, objects in any order. A boolean is never a number, and text
 * is never either.
 */
final class JsonEquality {

  private static final double TOLERANCE = 1e-9;

  private JsonEquality() {}

  /** Whether both are the same JSON value; each is null, Boolean, Number, String, List or Map. */
  static boolean same(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Number left && actual instanceof Number right) {
      return sameNumber(left, right);
    }
    if (expected instanceof List<?> left && actual instanceof List<?> right) {
      return sameList(left, right);
    }
    if (expected instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
      return sameMap(left, right);
    }
    return expected == null ? actual == null : expected.equals(actual);
  }

  private static boolean sameList(List<?> expected, List<?> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!same(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameMap(Map<?, ?> expected, Map<?, ?> actual) {
    return expected.keySet().equals(actual.keySet())
        && expected.keySet().stream().allMatch(key -> same(expected.get(key), actual.get(key)));
  }

  private static boolean sameNumber(Number expected, Number actual) {
    if (isWhole(expected) && isWhole(actual)) {
      return whole(expected).equals(whole(actual));
    }
    double left = expected.doubleValue();
    double right = actual.doubleValue();
    double scale = Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
    boolean isClose = Math.abs(left - right) <= TOLERANCE * scale;
    return left == right || (Double.isFinite(scale) && isClose);
  }

  private static boolean isWhole(Number number) {
    return !(number instanceof Double || number instanceof Float || number instanceof BigDecimal);
  }

  private static BigInteger whole(Number number) {
    return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
  }
}
