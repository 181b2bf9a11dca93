package org.llmtutor.promql.parser;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.source.SourceText;
import org.llmtutor.promql.types.LanguageProfile;

/**
 * Reads PromQL. Time and memory are linear in the length of the text, whatever it holds, and the
 * stack does not grow with its nesting. Safe for concurrent use.
 */
public final class Parser {

  private Parser() {}

  /**
   * Reads {@code text}: its syntax only, types are for the {@link
   * org.llmtutor.promql.types.TypeChecker}. Never throws; after a mistake it goes on at the next
   * comma, bracket or operator, so that one call tells several problems.
   *
   * @param profile which parts of the language are allowed
   */
  public static ParseResult parse(String text, LanguageProfile profile) {
    Problems problems = new Problems();
    Tokens tokens = new Tokens(new SourceText(text), problems);
    Expr expr = new ExpressionParser(tokens, problems, profile).parse();
    return result(expr, problems);
  }

  private static ParseResult result(@Nullable Expr expr, Problems problems) {
    return new ParseResult(problems.isEmpty() ? expr : null, problems.sorted());
  }
}
