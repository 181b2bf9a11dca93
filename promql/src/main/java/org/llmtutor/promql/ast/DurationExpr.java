package org.llmtutor.promql.ast;

import java.util.List;
import org.llmtutor.promql.source.PositionRange;

/** A length of time as written in brackets or after {@code offset}. */
public sealed interface DurationExpr {

  /** Where it stands in its text. */
  PositionRange position();

  /**
   * A fixed length.
   *
   * @param seconds in seconds; negative only after {@code offset} or inside arithmetic
   * @param duration whether it was written as a duration, such as {@code 5m}, and not as a number
   * @param position where it stands, a sign before it included
   */
  record Literal(double seconds, boolean duration, PositionRange position) implements DurationExpr {

    /** A length in milliseconds, written as a duration. */
    public Literal(long millis, PositionRange position) {
      this(millis / 1000.0, true, position);
    }

    /** The length in whole milliseconds: nanoseconds are rounded, what is below a milli is cut. */
    public long millis() {
      return Math.round(seconds * 1e9) / 1_000_000;
    }
  }

  /**
   * A sign before a length.
   *
   * @param negative whether it is a minus
   * @param expr what the sign applies to
   * @param position where it stands
   */
  record Signed(boolean negative, DurationExpr expr, PositionRange position)
      implements DurationExpr {}

  /**
   * Arithmetic; operands count in seconds.
   *
   * @param op one of {@code + - * / % ^}
   * @param lhs the left side
   * @param rhs the right side
   * @param position where it stands
   */
  record Arithmetic(BinaryOp op, DurationExpr lhs, DurationExpr rhs, PositionRange position)
      implements DurationExpr {}

  /**
   * A length in parentheses.
   *
   * @param expr what stands inside
   * @param position where it stands
   */
  record Paren(DurationExpr expr, PositionRange position) implements DurationExpr {}

  /**
   * {@code step()}, {@code range()}, {@code min_of(a, b)} or {@code max_of(a, b)}.
   *
   * @param function its name in lower case; {@code min} and {@code max}, the older spellings,
   *     become {@code min_of} and {@code max_of}
   * @param arguments none or two
   * @param position where it stands
   */
  record Call(String function, List<DurationExpr> arguments, PositionRange position)
      implements DurationExpr {

    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
