package org.llmtutor.promql.print;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.llmtutor.promql.ast.Expr;

/**
 * Expressions as text over several lines: what fits into 100 bytes stays on its line, longer nodes
 * are split and their parts indented by two spaces a level, as in Prometheus' own formatter. It
 * reads back as the same expression. Depth does not matter; beyond 50 levels indents stay equal.
 */
public final class PrettyPrinter {

  /** The longest line that is not split, in bytes and without its indent. */
  public static final int MAX_LINE = 100;

  private static final int DEEPEST_INDENT = 50;

  private final Widths widths;
  private final StringBuilder text = new StringBuilder();
  private final Deque<Block> todo = new ArrayDeque<>();

  private PrettyPrinter(Expr expr) {
    this.widths = new Widths(expr);
  }

  /** {@code expr} over as many lines as it takes, without a line break at the end. */
  public static String print(Expr expr) {
    return new PrettyPrinter(expr).run(expr);
  }

  private String run(Expr root) {
    todo.push(new Block.Node(root, 0, true));
    while (!todo.isEmpty()) {
      Block block = todo.pop();
      if (block instanceof Block.Text line) {
        text.append(line.text());
      } else if (block instanceof Block.Indent indent) {
        text.append("  ".repeat(Math.min(indent.level(), DEEPEST_INDENT)));
      } else {
        layOut((Block.Node) block);
      }
    }
    return text.toString();
  }

  private void layOut(Block.Node node) {
    if (widths.of(node.expr()) > MAX_LINE) {
      pushAll(node.expr().accept(new Split(node)));
    } else if (node.indented()) {
      pushAll(List.of(new Block.Indent(node.level()), new Block.Text(Printer.print(node.expr()))));
    } else {
      text.append(Printer.print(node.expr()));
    }
  }

  private void pushAll(List<Block> blocks) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      todo.push(blocks.get(i));
    }
  }
}
