package org.llmtutor.promql.parser;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.BinaryOp;

/** The kinds of tokens. */
enum TokenKind {
  EOF,
  IDENTIFIER,
  METRIC_IDENTIFIER,
  NUMBER,
  DURATION,
  STRING,
  /** A character that starts no token; its problem is told already. */
  JUNK,

  LEFT_PAREN("("),
  RIGHT_PAREN(")"),
  LEFT_BRACE("{"),
  RIGHT_BRACE("}"),
  LEFT_BRACKET("["),
  RIGHT_BRACKET("]"),
  COMMA(","),
  COLON(":"),
  EQUAL("="),
  EQUAL_REGEX("=~"),
  NOT_EQUAL_REGEX("!~"),
  AT("@"),

  ADD(BinaryOp.ADD),
  SUB(BinaryOp.SUB),
  MUL(BinaryOp.MUL),
  DIV(BinaryOp.DIV),
  MOD(BinaryOp.MOD),
  POW(BinaryOp.POW),
  EQUALS(BinaryOp.EQL),
  NOT_EQUAL(BinaryOp.NEQ),
  GREATER(BinaryOp.GTR),
  LESS(BinaryOp.LSS),
  GREATER_OR_EQUAL(BinaryOp.GTE),
  LESS_OR_EQUAL(BinaryOp.LTE),
  TRIM_UPPER(BinaryOp.TRIM_UPPER),
  TRIM_LOWER(BinaryOp.TRIM_LOWER),
  AND(BinaryOp.AND),
  OR(BinaryOp.OR),
  UNLESS(BinaryOp.UNLESS),
  ATAN2(BinaryOp.ATAN2),

  SUM(AggregateOp.SUM),
  AVG(AggregateOp.AVG),
  COUNT(AggregateOp.COUNT),
  MIN(AggregateOp.MIN),
  MAX(AggregateOp.MAX),
  GROUP(AggregateOp.GROUP),
  STDDEV(AggregateOp.STDDEV),
  STDVAR(AggregateOp.STDVAR),
  TOPK(AggregateOp.TOPK),
  BOTTOMK(AggregateOp.BOTTOMK),
  COUNT_VALUES(AggregateOp.COUNT_VALUES),
  QUANTILE(AggregateOp.QUANTILE),
  LIMITK(AggregateOp.LIMITK),
  LIMIT_RATIO(AggregateOp.LIMIT_RATIO),

  BY,
  WITHOUT,
  ON,
  IGNORING,
  GROUP_LEFT,
  GROUP_RIGHT,
  BOOL,
  OFFSET,
  ANCHORED,
  SMOOTHED,
  FILL,
  FILL_LEFT,
  FILL_RIGHT,
  START,
  END,
  STEP,
  RANGE,
  MAX_OF,
  MIN_OF;

  private final String symbol;
  private final @Nullable BinaryOp binary;
  private final @Nullable AggregateOp aggregate;

  TokenKind() {
    this.symbol = name().toLowerCase(Locale.ROOT);
    this.binary = null;
    this.aggregate = null;
  }

  TokenKind(String symbol) {
    this.symbol = symbol;
    this.binary = null;
    this.aggregate = null;
  }

  TokenKind(BinaryOp binary) {
    this.symbol = binary.symbol();
    this.binary = binary;
    this.aggregate = null;
  }

  TokenKind(AggregateOp aggregate) {
    this.symbol = aggregate.symbol();
    this.binary = null;
    this.aggregate = aggregate;
  }

  /** As it is written, in lower case; meaningless for kinds with many spellings. */
  String symbol() {
    return symbol;
  }

  /** The operator it stands for between two expressions; null for none. */
  @Nullable BinaryOp binary() {
    return binary;
  }

  /** The aggregation it names; null for none. */
  @Nullable AggregateOp aggregate() {
    return aggregate;
  }

  /** Whether it is a word that the language gives a meaning. */
  boolean word() {
    return aggregate != null || compareTo(AND) >= 0;
  }

  /** Whether it names a function that takes part in the syntax elsewhere. */
  boolean functionWord() {
    return compareTo(START) >= 0;
  }

  /** Whether it may be the name of a metric where an expression starts. */
  boolean metricName() {
    return switch (this) {
      case IDENTIFIER, METRIC_IDENTIFIER, AND, OR, UNLESS -> true;
      case BY, WITHOUT, OFFSET, ANCHORED, SMOOTHED -> true;
      default -> aggregate != null || functionWord();
    };
  }

  /** Whether it may be the name of a label in a list of labels. */
  boolean labelName() {
    return this == IDENTIFIER
        || this == METRIC_IDENTIFIER
        || (word() && this != WITHOUT && this != FILL && this != FILL_LEFT && this != FILL_RIGHT);
  }

  /** Whether it stands between the name and the value of a matcher. */
  boolean matcher() {
    return this == EQUAL || this == NOT_EQUAL || this == EQUAL_REGEX || this == NOT_EQUAL_REGEX;
  }

  /** How messages call a token of this kind that is spelt {@code text}. */
  String describe(String text) {
    return switch (this) {
      case EOF -> "end of input";
      case IDENTIFIER -> "identifier \"" + text + "\"";
      case METRIC_IDENTIFIER -> "metric identifier \"" + text + "\"";
      case NUMBER -> "number \"" + text + "\"";
      case DURATION -> "duration \"" + text + "\"";
      case STRING -> "string " + text;
      case JUNK -> "character " + text;
      default -> describeSymbol();
    };
  }

  private String describeSymbol() {
    if (binary != null || this == AT || this == EQUAL_REGEX || this == NOT_EQUAL_REGEX) {
      return "<op:" + symbol + ">";
    }
    if (aggregate != null) {
      return "<aggr:" + symbol + ">";
    }
    return word() && !functionWord() ? "<" + symbol + ">" : "\"" + symbol + "\"";
  }
}
