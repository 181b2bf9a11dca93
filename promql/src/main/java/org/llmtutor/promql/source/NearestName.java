package org.llmtutor.promql.source;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that a misspelt one was probably meant to be. */
public final class NearestName {

  private static final int LONGEST = 40;

  private NearestName() {}

  /**
   * The name in {@code known} that takes the fewest insertions, deletions, replacements and swaps
   * of neighbours to reach from {@code name}: at most one for each three letters, two for each six,
   * and so on. Names of one or two letters are near only when one letter is added or two are
   * swapped. Case does not count. Of two as near the one that starts more alike is taken.
   *
   * @return null when none is near
   */
  public static @Nullable String in(Collection<String> known, String name) {
    if (name.length() > LONGEST) {
      return null;
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int allowed = Math.min(allowed(candidate, wanted), bestDistance);
      int distance = distance(wanted, candidate, allowed);
      boolean tie = distance == bestDistance;
      if (distance <= allowed && !(tie && common(candidate, wanted) <= common(best, wanted))) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? null : best;
  }

  /** With how many letters both start. */
  private static int common(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  /** A remedy that names the nearest of {@code known}, or {@code otherwise}. */
  public static String remedy(Collection<String> known, String name, String otherwise) {
    String near = in(known, name);
    return near == null ? otherwise : "did you mean " + near + "?";
  }

  private static int allowed(String candidate, String wanted) {
    if (candidate.length() < 3) {
      boolean sameLetters = wanted.startsWith(candidate) || swapped(candidate, wanted);
      return sameLetters ? 1 : 0;
    }
    return candidate.length() / 3;
  }

  private static boolean swapped(String a, String b) {
    return a.length() == 2 && b.length() == 2 && a.charAt(0) == b.charAt(1);
  }

  /** The distance, or more than {@code limit} when it is more than that. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int cost = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
        boolean swap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2);
        if (swap && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, beforePrevious[j - 2] + 1);
        }
        current[j] = cost;
      }
      int[] spare = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = spare;
    }
    return previous[b.length()];
  }
}
