package org.llmtutor.promql.types;

/** What an expression evaluates to. */
public enum ValueType {
  /** A number for each step. */
  SCALAR("scalar"),
  /** A text. */
  STRING("string"),
  /** At most one sample of each series for each step. */
  VECTOR("instant vector"),
  /** A range of samples of each series for each step. */
  MATRIX("range vector");

  private final String text;

  ValueType(String text) {
    this.text = text;
  }

  /** As error messages call it. */
  public String text() {
    return text;
  }
}
