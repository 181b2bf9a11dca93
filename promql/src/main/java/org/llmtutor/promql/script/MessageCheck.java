package org.llmtutor.promql.script;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.PromqlSyntaxException;
import org.llmtutor.promql.model.Annotation;
import org.llmtutor.promql.script.Expectation.Kind;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.source.SourceText;

/**
 * Compares failures and annotations with what a script says. Each method gives null when all is
 * well, else the first difference in words.
 */
final class MessageCheck {

  private final Command.Eval eval;

  MessageCheck(Command.Eval eval) {
    this.eval = eval;
  }

  /** A failure. */
  @Nullable String failure(PromqlException failure) {
    List<Expectation> wanted = of(Kind.FAIL);
    if (wanted.isEmpty()) {
      return "failed: " + failure.getMessage();
    }
    for (Expectation expectation : wanted) {
      if (!fits(expectation, failure)) {
        return "expected to fail with: "
            + expectation.describe()
            + "; failed: "
            + failure.problem();
      }
    }
    return null;
  }

  private static boolean fits(Expectation expectation, PromqlException failure) {
    if (failure instanceof PromqlSyntaxException syntax) {
      return syntax.diagnostics().stream().anyMatch(one -> expectation.fits(one.message()));
    }
    return expectation.fits(failure.problem());
  }

  /** The annotations of a result. */
  @Nullable String annotations(List<Annotation> annotations) {
    List<String> warnings = texts(annotations, Annotation.Level.WARNING);
    List<String> infos = texts(annotations, Annotation.Level.INFO);
    String warning = check(of(Kind.WARN), !of(Kind.NO_WARN).isEmpty(), warnings, "warning");
    return warning == null
        ? check(of(Kind.INFO), !of(Kind.NO_INFO).isEmpty(), infos, "info")
        : warning;
  }

  private static @Nullable String check(
      List<Expectation> wanted, boolean none, List<String> came, String what) {
    if (none && !came.isEmpty()) {
      return "expected no " + what + "; came: " + came.get(0);
    }
    for (Expectation expectation : wanted) {
      if (came.stream().noneMatch(expectation::fits)) {
        return "expected " + what + ": " + expectation.describe() + "; came: " + came;
      }
    }
    for (String text : came) {
      if (!wanted.isEmpty() && wanted.stream().noneMatch(one -> one.fits(text))) {
        return "not expected: " + text;
      }
    }
    return null;
  }

  private List<Expectation> of(Kind kind) {
    return eval.expectations().stream().filter(one -> one.kind() == kind).toList();
  }

  private List<String> texts(List<Annotation> annotations, Annotation.Level level) {
    SourceText source = new SourceText(eval.query());
    return annotations.stream()
        .filter(annotation -> annotation.level() == level)
        .map(annotation -> annotation.message() + place(source, annotation.position()))
        .toList();
  }

  private static String place(SourceText source, PositionRange position) {
    return position.equals(PositionRange.NONE)
        ? ""
        : " (" + source.lineColumn(position.start()) + ")";
  }
}
