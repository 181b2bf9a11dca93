package org.llmtutor.service.http;

import org.apache.commons.text.similarity.LevenshteinDistance;

/** Edit distance between two short names. */
final class Distance {

  private static final int LONGEST = 64;

  private Distance() {}

  /** Insertions, deletions and replacements from {@code a} to {@code b}; capped for long names. */
  static int between(String a, String b) {
    if (a.length() > LONGEST || b.length() > LONGEST) {
      return LONGEST;
    }
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }
}
