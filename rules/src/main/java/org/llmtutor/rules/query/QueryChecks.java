package org.llmtutor.rules.query;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Parses the expressions of a file and runs the checks of expressions. Immutable. */
public final class QueryChecks {

  private static final CheckInfo SYNTAX =
      new CheckInfo(
          "promql/syntax", Severity.ERROR, "Every expression can be read and its types fit.");
  private static final CheckInfo EXPERIMENTAL =
      new CheckInfo("promql/experimental", Severity.WARNING, "No expression needs a feature flag.");
  private static final List<QueryCheck> CHECKS =
      List.of(
          new ImpossibleCheck(),
          new ConditionCheck(),
          new RegexpCheck(),
          new CounterCheck(),
          new RangeCheck(),
          new OffsetCheck(),
          new HistogramCheck(),
          new NotANumberCheck(),
          new MatchingCheck(),
          new AggregateCheck(),
          new FragileCheck(),
          new ComparisonCheck(),
          new ForCheck(),
          new TemplateLabelCheck(),
          new ValueLabelCheck(),
          new RequiredCheck());

  private final Predicate<String> wanted;
  private final CheckSettings settings;
  private final List<QueryCheck> checks;

  /** The checks whose id passes {@code wanted}, and of {@code more}. */
  public QueryChecks(Predicate<String> wanted, CheckSettings settings, List<QueryCheck> more) {
    this.wanted = wanted;
    this.settings = settings;
    this.checks = Stream.concat(CHECKS.stream(), more.stream()).toList();
  }

  /** All checks of expressions. */
  public static Stream<CheckInfo> catalogue() {
    return Stream.concat(Stream.of(SYNTAX, EXPERIMENTAL), CHECKS.stream().map(QueryCheck::info));
  }

  /** Tells {@code sink} every problem of the expressions in {@code file}. */
  public void check(RuleFile file, Consumer<? super Problem> sink) {
    if (!isAnyWanted()) {
      return;
    }
    file.groups()
        .forEach(
            group ->
                group.rules().stream()
                    .filter(rule -> !rule.expr().value().isBlank())
                    .map(rule -> new RuleQuery(file, group, rule, settings))
                    .forEach(
                        query ->
                            check(query, info -> new Reporter(info, file.source().name(), sink))));
  }

  private boolean isAnyWanted() {
    return wanted.test(SYNTAX.id())
        || wanted.test(EXPERIMENTAL.id())
        || checks.stream().anyMatch(check -> wanted.test(check.info().id()));
  }

  private interface Reporters {
    Reporter of(CheckInfo check);
  }

  private void check(RuleQuery query, Reporters reporters) {
    report(query, query.problems(), SYNTAX, reporters);
    Expr expr = query.expr();
    if (expr == null) {
      return;
    }
    if (wanted.test(EXPERIMENTAL.id())) {
      report(query, query.experimental(), EXPERIMENTAL, reporters);
    }
    for (QueryCheck check : checks) {
      if (wanted.test(check.info().id())) {
        check.check(query, expr, reporters.of(check.info()));
      }
    }
  }

  private void report(
      RuleQuery query, List<Diagnostic> problems, CheckInfo check, Reporters reporters) {
    if (wanted.test(check.id())) {
      for (Diagnostic problem : problems) {
        reporters
            .of(check)
            .report(query.span(problem.position()), problem.message(), problem.remedy());
      }
    }
  }
}
