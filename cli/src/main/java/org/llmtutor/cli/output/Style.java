package org.llmtutor.cli.output;

/** How a piece of text is shown where colours are wanted. */
public enum Style {
  /** As it is. */
  PLAIN("0"),
  /** Headings and totals. */
  BOLD("1"),
  /** What matters less. */
  DIM("2"),
  /** Failures. */
  RED("31"),
  /** Successes. */
  GREEN("32"),
  /** Warnings. */
  YELLOW("33"),
  /** Series of a chart. */
  BLUE("34"),
  /** Series of a chart. */
  MAGENTA("35"),
  /** Series of a chart. */
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The SGR parameter. */
  String code() {
    return code;
  }
}
