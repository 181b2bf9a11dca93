package org.llmtutor.prices;

/** Names in which {@code *} stands for any text, also for none. Linear in what is matched. */
final class NamePattern {

  private NamePattern() {}

  static boolean isPattern(String name) {
    return name.indexOf('*') >= 0;
  }

  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Whether some name matches both. */
  static boolean intersect(String a, String b) {
    boolean[][] rest = new boolean[a.length() + 1][b.length() + 1];
    for (int i = a.length(); i >= 0; i--) {
      for (int j = b.length(); j >= 0; j--) {
        boolean starA = i < a.length() && a.charAt(i) == '*';
        boolean starB = j < b.length() && b.charAt(j) == '*';
        if (i == a.length() && j == b.length()) {
          rest[i][j] = true;
        } else if (starA || starB) {
          rest[i][j] =
              (starA && rest[i + 1][j])
                  || (starB && rest[i][j + 1])
                  || (starA && j < b.length() && rest[i][j + 1])
                  || (starB && i < a.length() && rest[i + 1][j]);
        } else {
          rest[i][j] =
              i < a.length() && j < b.length() && a.charAt(i) == b.charAt(j) && rest[i + 1][j + 1];
        }
      }
    }
    return rest[0][0];
  }
}
