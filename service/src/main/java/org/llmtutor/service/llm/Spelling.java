package org.llmtutor.service.llm;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name somebody probably meant. */
final class Spelling {

  private Spelling() {}

  /** The known name nearest to {@code typed}, if it differs in at most a third of its letters. */
  static Optional<String> closest(String typed, Collection<String> known) {
    int most = Math.max(1, Math.min(typed.length(), 60) / 3);
    return known.stream()
        .filter(name -> distance(typed, name) <= most)
        .min(Comparator.<String>comparingInt(name -> distance(typed, name)).thenComparing(n -> n));
  }

  /** Levenshtein's distance: letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
