package org.llmtutor.rules.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.source.SourceText;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.query.CheckSettings;
import org.llmtutor.rules.query.RuleQuery;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlScalar;

/** A query of a dashboard, read as PromQL once for all checks. Immutable. */
final class DashboardQuery {

  /** Of more open places than these not every combination is tried. */
  private static final int TRIED = 4;

  private final Dashboard.Query query;
  private final Placeholders placeholders;
  private final RuleQuery read;
  private final SourceText filled;

  private DashboardQuery(
      Dashboard.Query query, Placeholders placeholders, RuleQuery read, String filled) {
    this.query = query;
    this.placeholders = placeholders;
    this.read = read;
    this.filled = new SourceText(filled);
  }

  /** All queries of {@code dashboard}. */
  static List<DashboardQuery> of(Dashboard dashboard) {
    List<DashboardQuery> queries = new ArrayList<>();
    dashboard.queries().forEach(query -> queries.add(of(dashboard, query)));
    return queries;
  }

  private static DashboardQuery of(Dashboard dashboard, Dashboard.Query query) {
    Placeholders placeholders = Placeholders.of(promql(query));
    int combinations = 1 << Math.min(placeholders.open(), TRIED);
    DashboardQuery asNames = filled(dashboard, query, placeholders, 0);
    DashboardQuery tried = asNames;
    for (int numbers = 1; numbers < combinations && !tried.isSound(); numbers++) {
      tried = filled(dashboard, query, placeholders, numbers);
    }
    return tried.isSound() ? tried : asNames;
  }

  private static DashboardQuery filled(
      Dashboard dashboard, Dashboard.Query query, Placeholders placeholders, int numbers) {
    String text = placeholders.filled(numbers);
    return new DashboardQuery(query, placeholders, ruleQuery(dashboard, query.text(), text), text);
  }

  private boolean isSound() {
    return read.problems().isEmpty();
  }

  /** The value with blanks for what is not PromQL, so that all of it stays in its place. */
  private static String promql(Dashboard.Query query) {
    String text = query.text().value();
    return " ".repeat(query.from())
        + text.substring(query.from(), query.to())
        + " ".repeat(text.length() - query.to());
  }

  private static RuleQuery ruleQuery(Dashboard dashboard, YamlScalar expr, String text) {
    YamlScalar readable = new YamlScalar(text, expr.form(), expr.start(), expr.end(), expr.span());
    YamlMapping nothing = new YamlMapping(List.of(), expr.span());
    RecordingRule rule = new RecordingRule(nothing, expr, readable, List.of());
    RuleGroup group = new RuleGroup(nothing, expr, List.of(), List.of(rule));
    RuleFile file = new RuleFile(dashboard.source(), RuleFile.Kind.RULES, List.of());
    return new RuleQuery(file, group, rule, CheckSettings.DEFAULTS, expr.value());
  }

  /** Its variables. */
  Placeholders placeholders() {
    return placeholders;
  }

  /** The value it stands in. */
  YamlScalar text() {
    return query.text();
  }

  /** Whether it is asked over the time that is shown. */
  boolean overTime() {
    return query.overTime();
  }

  /** The query as rules know it. */
  RuleQuery read() {
    return read;
  }

  /** Its expression with stand-ins; null when it cannot be read. */
  @Nullable Expr expr() {
    return read.expr();
  }

  /** What is wrong with it, whatever its variables stand for. */
  List<Diagnostic> problems() {
    return placeholders.open() > 0 ? List.of() : read.problems();
  }

  /** The name of the variable that has a part in {@code range}. */
  Optional<String> variable(PositionRange range) {
    return placeholders.within(filled.charIndex(range.start()), filled.charIndex(range.end()));
  }
}
