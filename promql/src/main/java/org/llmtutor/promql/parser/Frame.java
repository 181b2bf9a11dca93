package org.llmtutor.promql.parser;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.VectorMatching;

/** A part of an expression whose last operand is still to come. */
sealed interface Frame {

  /**
   * A sign.
   *
   * @param start its byte
   */
  record Sign(boolean negative, int start) implements Frame {}

  /** An operator with its left side. */
  record Operator(BinaryOp op, Expr left, @Nullable VectorMatching matching, boolean returnBool)
      implements Frame {}

  /**
   * An opening parenthesis and what it belongs to.
   *
   * @param start the byte at which the whole starts
   * @param open the byte of the parenthesis
   * @param function the name before it; null for none
   * @param aggregation the aggregation before it; null for none
   * @param arguments those read so far
   */
  record Open(
      int start,
      int open,
      @Nullable String function,
      @Nullable Aggregation aggregation,
      List<Expr> arguments)
      implements Frame {

    /** Whether commas separate arguments here. */
    boolean takesArguments() {
      return function != null || aggregation != null;
    }
  }

  /**
   * An aggregation as far as it is known before its arguments.
   *
   * @param grouping the labels; null when no {@code by} or {@code without} was read
   */
  record Aggregation(AggregateOp op, @Nullable List<String> grouping, boolean without) {}
}
