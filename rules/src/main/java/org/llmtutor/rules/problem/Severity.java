package org.llmtutor.rules.problem;

import java.util.Locale;

/** How bad a problem is, the mildest first. */
public enum Severity {
  /** Worth knowing; nothing has to change. */
  INFO,
  /** Works, but not as well as it could; fails a run only on demand. */
  WARNING,
  /** Will not load, or will not do what it says. */
  ERROR;

  /** Lower case, as output and options spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
