package org.llmtutor.promql.print;

import org.llmtutor.promql.ast.Expr;

/** A piece of a layout over several lines. */
sealed interface Block {

  /** Written as it is. */
  record Text(String text) implements Block {}

  /** The start of a line. */
  record Indent(int level) implements Block {}

  /**
   * A node still to be laid out.
   *
   * @param expr the node
   * @param level how deep its lines are indented
   * @param indented whether its first line starts with the indent
   */
  record Node(Expr expr, int level, boolean indented) implements Block {}
}
