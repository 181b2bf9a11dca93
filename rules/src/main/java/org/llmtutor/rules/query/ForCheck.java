package org.llmtutor.rules.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.YamlScalar;

/** Finds alerts that fire at one bad sample, and waits that are none. */
public final class ForCheck implements QueryCheck {

  /** For the list of checks. */
  public ForCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/for", Severity.INFO, "An alert waits, or looks at more than one sample.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    if (!(query.rule() instanceof AlertingRule alert) || Constants.only(expr)) {
      return;
    }
    YamlScalar wait = alert.forDuration();
    zero("for", wait, reporter);
    zero("keep_firing_for", alert.keepFiringFor(), reporter);
    Optional<PromDuration> length = read(wait);
    Optional<PromDuration> interval = query.group().field("interval").flatMap(ForCheck::read);
    if (wait != null
        && length.isPresent()
        && interval.isPresent()
        && length.get().millis() > 0
        && length.get().millis() < interval.get().millis()) {
      reporter.report(
          wait.span(),
          Quoted.of(wait.value())
              + ": shorter than the group's interval of "
              + interval.get()
              + ", which is how long it takes",
          "make it at least two intervals");
    }
    if (!alert.node().has("for") && !looksBack(expr)) {
      reporter.report(
          alert.name().span(),
          Quoted.of(alert.name().value()) + ": fires at the first sample that is bad",
          "add for: 2m, or compare over a range");
    }
  }

  private static void zero(String field, @Nullable YamlScalar text, Reporter reporter) {
    if (text != null && read(text).filter(length -> length.millis() == 0).isPresent()) {
      reporter.report(
          text.span(), field + ": " + text.value() + ": the same as none", "leave it out");
    }
  }

  private static Optional<PromDuration> read(@Nullable YamlScalar text) {
    try {
      return text == null ? Optional.empty() : Optional.of(PromDuration.parse(text.value()));
    } catch (PromqlException e) {
      return Optional.empty();
    }
  }

  /** Whether it reads a range, or finds that something is absent. */
  private static boolean looksBack(Expr expr) {
    boolean[] found = {false};
    Tree.walk(
        expr,
        part ->
            found[0] |=
                part instanceof MatrixSelector
                    || part instanceof SubqueryExpr
                    || (part instanceof Call call && call.function().startsWith("absent")),
        part -> {});
    return found[0];
  }
}
