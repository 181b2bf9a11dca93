package org.llmtutor.rules.yaml;

/** How a scalar is written in the file. */
public enum ScalarForm {
  /** Without quotes. */
  PLAIN,
  /** In {@code '…'}. */
  SINGLE_QUOTED,
  /** In {@code "…"} with escapes. */
  DOUBLE_QUOTED,
  /** After {@code |}. */
  LITERAL,
  /** After {@code >}. */
  FOLDED;

  /** Whether the content starts on the line after the indicator. */
  boolean isBlock() {
    return this == LITERAL || this == FOLDED;
  }
}
