package org.llmtutor.cli.logs;

import java.util.List;
import java.util.Locale;

/** Whether an id may be what somebody meant by another: mistyped, in other case, or cut. */
final class NearId {

  private static final int LEAST_PREFIX = 6;
  private static final int MOST_EDITS = 2;

  private final String meant;
  private final List<String> parts;

  /** Compares with what somebody meant. */
  NearId(String meant) {
    this.meant = meant.toLowerCase(Locale.ROOT);
    int third = this.meant.length() / (MOST_EDITS + 1);
    this.parts =
        List.of(
            this.meant.substring(0, third),
            this.meant.substring(third, 2 * third),
            this.meant.substring(2 * third));
  }

  /** Whether it may be this one. */
  boolean isNear(String id) {
    String other = id.toLowerCase(Locale.ROOT);
    if (meant.length() >= LEAST_PREFIX && (other.startsWith(meant) || other.endsWith(meant))) {
      return true;
    }
    return Math.abs(meant.length() - other.length()) <= MOST_EDITS
        && sharesAPart(other)
        && edits(meant, other) <= MOST_EDITS;
  }

  /** Of one part more than there are edits, one is left as it was. */
  private boolean sharesAPart(String other) {
    for (String part : parts) {
      if (other.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** Characters to change, add or leave out; at least one more than counts when there are many. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
        least = Math.min(least, row[j]);
      }
      if (least > MOST_EDITS) {
        return least;
      }
    }
    return row[b.length()];
  }
}
