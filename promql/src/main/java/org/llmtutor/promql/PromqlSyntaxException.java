package org.llmtutor.promql;

import java.util.List;
import java.util.stream.Collectors;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.source.SourceText;

/**
 * A text that is not a PromQL expression. The message has one line for each problem: {@code
 * line:column: what is wrong; what to write instead}.
 */
public final class PromqlSyntaxException extends PromqlException {

  private final transient List<Diagnostic> diagnostics;

  PromqlSyntaxException(SourceText text, List<Diagnostic> diagnostics) {
    super(describe(text, diagnostics), diagnostics.get(0).remedy());
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** All problems in the order of their places, twenty at most, at least one. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  @Override
  public String getMessage() {
    return problem();
  }

  private static String describe(SourceText text, List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(diagnostic -> describe(text, diagnostic))
        .collect(Collectors.joining("\n"));
  }

  private static String describe(SourceText text, Diagnostic diagnostic) {
    String line = text.lineColumn(diagnostic.position().start()) + ": " + diagnostic.message();
    return diagnostic.remedy().isEmpty() ? line : line + "; " + diagnostic.remedy();
  }
}
