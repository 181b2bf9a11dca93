package org.llmtutor.promql.ast;

/** The binary operators. */
public enum BinaryOp {
  /** Addition. */
  ADD("+", 4),
  /** Subtraction. */
  SUB("-", 4),
  /** Multiplication. */
  MUL("*", 5),
  /** Division. */
  DIV("/", 5),
  /** Remainder, with the sign of the dividend. */
  MOD("%", 5),
  /** Power; the only one that groups from the right. */
  POW("^", 6),
  /** The angle whose tangent is the quotient. */
  ATAN2("atan2", 5),
  /** Equal. */
  EQL("==", 3),
  /** Not equal. */
  NEQ("!=", 3),
  /** Greater. */
  GTR(">", 3),
  /** Less. */
  LSS("<", 3),
  /** Greater or equal. */
  GTE(">=", 3),
  /** Less or equal. */
  LTE("<=", 3),
  /** Keeps the buckets of a histogram below a value. */
  TRIM_UPPER("</", 3),
  /** Keeps the buckets of a histogram above a value. */
  TRIM_LOWER(">/", 3),
  /** Series that both sides have. */
  AND("and", 2),
  /** Series of the left side that the right has not. */
  UNLESS("unless", 2),
  /** Series of either side. */
  OR("or", 1);

  private final String symbol;
  private final int precedence;

  BinaryOp(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  /** As it is written, in lower case. */
  public String symbol() {
    return symbol;
  }

  /** How strongly it binds; more is stronger. */
  public int precedence() {
    return precedence;
  }

  /** Whether it groups from the right. */
  public boolean rightAssociative() {
    return this == POW;
  }

  /** Whether it compares and so may filter. */
  public boolean comparison() {
    return precedence == 3 && this != TRIM_UPPER && this != TRIM_LOWER;
  }

  /** Whether it is {@code and}, {@code or} or {@code unless}. */
  public boolean set() {
    return precedence <= 2;
  }
}
