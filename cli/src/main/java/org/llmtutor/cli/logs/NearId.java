package org.llmtutor.cli.logs;

/** Whether an id may be what somebody meant by another: mistyped, in other case, or cut. */
final class NearId {

  private static final int LEAST_PREFIX = 6;
  private static final int MOST_EDITS = 2;

  private NearId() {}

  static boolean isNear(String meant, String id) {
    String a = meant.toLowerCase(java.util.Locale.ROOT);
    String b = id.toLowerCase(java.util.Locale.ROOT);
    if (a.length() >= LEAST_PREFIX && (b.startsWith(a) || b.endsWith(a))) {
      return true;
    }
    return Math.abs(a.length() - b.length()) <= MOST_EDITS && edits(a, b) <= MOST_EDITS;
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
