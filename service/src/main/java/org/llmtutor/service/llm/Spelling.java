package org.llmtutor.service.llm;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

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

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }
}
