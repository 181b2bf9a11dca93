package org.llmtutor.promql;

import java.util.List;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.parser.ParseResult;
import org.llmtutor.promql.parser.Parser;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.source.SourceText;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.promql.types.TypeChecker;

/**
 * Where to start:
 *
 * <pre>{@code
 * Expr expr = Promql.parse("sum by (job) (rate(http_requests_total[5m]))");
 * }</pre>
 *
 * <p>Safe for concurrent use.
 */
public final class Promql {

  private Promql() {}

  /**
   * Reads an expression in the stable language of Prometheus 3 and checks its types.
   *
   * @throws PromqlSyntaxException with all problems when it has any
   */
  public static Expr parse(String text) {
    return parse(text, LanguageProfile.STABLE);
  }

  /**
   * Reads an expression and checks its types.
   *
   * @param profile which parts of the language are allowed
   * @throws PromqlSyntaxException with all problems when it has any
   */
  public static Expr parse(String text, LanguageProfile profile) {
    ParseResult result = Parser.parse(text, profile);
    Expr expr = result.expr();
    if (expr == null) {
      throw new PromqlSyntaxException(new SourceText(text), result.problems());
    }
    List<Diagnostic> problems = TypeChecker.check(expr, profile);
    if (!problems.isEmpty()) {
      SourceText source = new SourceText(text);
      throw new PromqlSyntaxException(source, trimmed(source, problems));
    }
    return expr;
  }

  /**
   * All problems of {@code text}, of its syntax or, when it has none, of its types; in the order of
   * their places, twenty at most.
   */
  public static List<Diagnostic> problems(String text, LanguageProfile profile) {
    ParseResult result = Parser.parse(text, profile);
    Expr expr = result.expr();
    return expr == null
        ? result.problems()
        : trimmed(new SourceText(text), TypeChecker.check(expr, profile));
  }

  private static List<Diagnostic> trimmed(SourceText source, List<Diagnostic> problems) {
    return problems.stream()
        .map(
            problem ->
                new Diagnostic(
                    source.trim(problem.position()), problem.message(), problem.remedy()))
        .toList();
  }
}
