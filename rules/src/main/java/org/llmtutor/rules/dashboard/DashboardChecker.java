package org.llmtutor.rules.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.rules.check.CheckPages;
import org.llmtutor.rules.metrics.MetricsCheck;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.query.CounterCheck;
import org.llmtutor.rules.query.HistogramCheck;
import org.llmtutor.rules.query.QueryCheck;

/**
 * Runs the checks of dashboards.
 *
 * <pre>{@code
 * List<Problem> problems = new ArrayList<>();
 * Optional<Dashboard> dashboard = DashboardReader.read(source, problems::add);
 * DashboardChecker.only(id -> true, null).check(dashboard.stream().toList(), problems::add);
 * }</pre>
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class DashboardChecker {

  private static final List<DashboardCheck> CHECKS =
      List.of(
          new ShapeCheck(),
          new IdCheck(),
          new GridCheck(),
          new TitleCheck(),
          new UnitCheck(),
          new DatasourceCheck(),
          new VariableCheck(),
          new SyntaxCheck(),
          new RateIntervalCheck());

  /** Those of rules that do not depend on what a variable stands for. */
  private static final List<QueryCheck> OF_QUERIES =
      List.of(new CounterCheck(), new HistogramCheck());

  private final Predicate<String> wanted;
  private final List<QueryCheck> ofQueries;

  private DashboardChecker(Predicate<String> wanted, List<QueryCheck> ofQueries) {
    this.wanted = wanted;
    this.ofQueries = ofQueries;
  }

  /**
   * With the checks whose id passes {@code wanted}.
   *
   * @param metrics what the targets offer, for the checks that need it; null to leave these out
   */
  public static DashboardChecker only(Predicate<String> wanted, @Nullable MetricsSnapshot metrics) {
    Stream<QueryCheck> more = metrics == null ? Stream.empty() : MetricsCheck.all(metrics).stream();
    return new DashboardChecker(
        wanted,
        Stream.concat(OF_QUERIES.stream(), more)
            .filter(check -> wanted.test(check.info().id()))
            .toList());
  }

  /** The checks that dashboards have for themselves. */
  public static List<CheckInfo> own() {
    return Stream.concat(CHECKS.stream().map(DashboardCheck::info), Stream.of(UidCheck.INFO))
        .toList();
  }

  /** Everything that can be found; the checks of metrics are those that rules have too. */
  public static List<CheckInfo> catalogue() {
    return Stream.of(
            own().stream(),
            OF_QUERIES.stream().map(QueryCheck::info),
            MetricsCheck.catalogue().stream().map(QueryCheck::info))
        .flatMap(checks -> checks)
        .toList();
  }

  /** The page that explains the check {@code id}, as Markdown; empty for an unknown id. */
  public static Optional<String> page(String id) {
    return catalogue().stream()
        .filter(check -> check.id().equals(id))
        .findFirst()
        .map(check -> CheckPages.read(check.id()));
  }

  /** Tells {@code sink} every problem of {@code dashboards}, in no particular order. */
  public void check(List<Dashboard> dashboards, Consumer<? super Problem> sink) {
    dashboards.forEach(dashboard -> check(dashboard, sink));
    if (wanted.test(UidCheck.INFO.id())) {
      UidCheck.check(
          dashboards, dashboard -> new Reporter(UidCheck.INFO, dashboard.source().name(), sink));
    }
  }

  private void check(Dashboard dashboard, Consumer<? super Problem> sink) {
    String file = dashboard.source().name();
    List<DashboardQuery> queries = DashboardQuery.of(dashboard);
    for (DashboardCheck check : CHECKS) {
      if (wanted.test(check.info().id())) {
        check.check(dashboard, queries, new Reporter(check.info(), file, sink));
      }
    }
    for (DashboardQuery query : queries) {
      Expr expr = query.expr();
      if (expr != null) {
        ofQueries.forEach(
            check ->
                check.check(
                    query.read(), expr, new Reporter(check.info(), file, ofWhatIsWritten(sink))));
      }
    }
  }

  /** Leaves out what would only be said of the stand-in of a variable. */
  private static Consumer<Problem> ofWhatIsWritten(Consumer<? super Problem> sink) {
    return problem -> {
      if (!Placeholders.speaksOfOne(problem.message())) {
        sink.accept(problem);
      }
    };
  }
}
