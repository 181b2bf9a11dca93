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
   * @param millis in milliseconds; negative only after {@code offset}
   * @param position where it stands
   */
  record Literal(long millis, PositionRange position) implements DurationExpr {}

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
   * {@code step()}, {@code range()}, {@code min(a, b)} or {@code max(a, b)}.
   *
   * @param function its name
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
