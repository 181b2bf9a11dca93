package org.llmtutor.promql.parser;

import org.llmtutor.promql.ast.BinaryOp;

/** Which of two operators takes the operand between them. */
final class Precedence {

  private Precedence() {}

  /** Whether {@code a before b after c} means {@code (a before b) after c}. */
  static boolean groupsLeft(BinaryOp before, BinaryOp after) {
    return before.precedence() > after.precedence()
        || (before.precedence() == after.precedence() && !before.rightAssociative());
  }

  /** Whether {@code -a after b} means {@code (-a) after b}: a sign binds as a product does. */
  static boolean signGroupsLeft(BinaryOp after) {
    return after.precedence() <= BinaryOp.MUL.precedence();
  }
}
