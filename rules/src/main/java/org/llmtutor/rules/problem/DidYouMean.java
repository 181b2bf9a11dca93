package org.llmtutor.rules.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name a misspelt one was probably meant to be. */
public final class DidYouMean {

  private static final int LONGEST = 64;

  private DidYouMean() {}

  /**
   * The name in {@code known} that is nearest to {@code name}, if one is near: at most a third of
   * its letters differ. Case, {@code -} and {@code _} do not count as differences.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = fold(name);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      String folded = fold(candidate);
      int distance = distance(wanted, folded);
      if (distance < bestDistance && distance <= allowed(folded)) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The end of a message about an unknown name: {@code did you mean 'x'?}, or {@code otherwise}
   * when nothing is near.
   */
  public static String remedy(String name, Collection<String> known, String otherwise) {
    return nearest(name, known).map(near -> "did you mean '" + near + "'?").orElse(otherwise);
  }

  /** Of names of one or two letters, such as {@code -o}, every other one would be near. */
  private static int allowed(String candidate) {
    return candidate.length() < 3 ? 0 : Math.max(1, candidate.length() / 3);
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Insertions, deletions, replacements and swaps of neighbours that lead from a to b. */
  private static int distance(String a, String b) {
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
      beforePrevious = previous;
      previous = current;
    }
    return previous[b.length()];
  }
}
