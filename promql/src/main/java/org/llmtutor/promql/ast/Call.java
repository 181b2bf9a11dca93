package org.llmtutor.promql.ast;

import java.util.List;
import org.llmtutor.promql.source.PositionRange;

/**
 * A function call. Whether the function exists is a question for the types.
 *
 * @param function its name as written
 * @param arguments in order
 * @param position where it stands; it starts with the name
 */
public record Call(String function, List<Expr> arguments, PositionRange position) implements Expr {

  /** Copies the arguments. */
  public Call {
    arguments = List.copyOf(arguments);
  }

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.call(this);
  }
}
