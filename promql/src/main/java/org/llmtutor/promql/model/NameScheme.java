package org.llmtutor.promql.model;

/** Which names are allowed: the two validation schemes Prometheus knows. */
public enum NameScheme {
  /** ASCII letters, digits and underscores (metrics also colons), the only scheme before 3.0. */
  CLASSIC,
  /** Any text that is not empty and is valid Unicode; the default since Prometheus 3.0. */
  UTF8;

  /** Whether {@code text} is not empty and has no unpaired surrogate, so that UTF-8 can hold it. */
  static boolean isUtf8Text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return !text.isEmpty();
  }

  /** Whether {@code text} is an ASCII identifier; {@code colons} lets it contain {@code :}. */
  static boolean isIdentifier(String text, boolean colons) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = i > 0 && c >= '0' && c <= '9';
      if (!letter && !digit && !(colons && c == ':')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
