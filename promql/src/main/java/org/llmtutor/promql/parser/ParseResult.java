package org.llmtutor.promql.parser;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.source.Diagnostic;

/**
 * What became of a text.
 *
 * @param expr the expression; null when there are problems
 * @param problems what is wrong, in the order of the places, twenty at most; empty when there is an
 *     expression
 */
public record ParseResult(@Nullable Expr expr, List<Diagnostic> problems) {

  /** Copies the problems. */
  public ParseResult {
    problems = List.copyOf(problems);
  }
}
