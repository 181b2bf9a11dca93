package org.llmtutor.rules.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.history.HistoryCheck;
import org.llmtutor.rules.history.ServerHistory;
import org.llmtutor.rules.metrics.MetricsCheck;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.query.CheckSettings;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.QueryChecks;
import org.llmtutor.rules.yaml.YamlChecks;

/**
 * Runs the checks.
 *
 * <pre>{@code
 * List<Problem> problems = new ArrayList<>();
 * RuleFile file = new RuleFileReader().read(source, problems::add);
 * RuleChecker.all().check(file, problems::add);
 * }</pre>
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class RuleChecker {

  private static final List<RuleCheck> CHECKS =
      List.of(
          new ShapeCheck(),
          new UnknownFieldCheck(),
          new EmptyFileCheck(),
          new DocumentsCheck(),
          new GroupNameCheck(),
          new DuplicateGroupCheck(),
          new GroupLimitCheck(),
          new GroupIntervalCheck(CheckSettings.DEFAULTS),
          new RuleKindCheck(),
          new RuleNameCheck(),
          new ExpressionCheck(),
          new DurationCheck(),
          new RecordingFieldsCheck(),
          new DuplicateRuleCheck(),
          new LabelCheck(),
          new TemplateCheck(),
          new SeverityLabelCheck(),
          new SummaryCheck(),
          new RunbookCheck());

  private static final List<RuleSetCheck> SET_CHECKS =
      List.of(new DuplicateElsewhereCheck(), new DependencyCheck());

  private final List<RuleCheck> checks;
  private final QueryChecks queries;
  private final List<RuleSetCheck> setChecks;

  private RuleChecker(List<RuleCheck> checks, QueryChecks queries, List<RuleSetCheck> setChecks) {
    this.checks = checks;
    this.queries = queries;
    this.setChecks = setChecks;
  }

  /** With every check. */
  public static RuleChecker all() {
    return only(id -> true, CheckSettings.DEFAULTS);
  }

  /** With the checks whose id passes {@code wanted} and that need no metrics, as settings ask. */
  public static RuleChecker only(Predicate<String> wanted, CheckSettings settings) {
    return only(wanted, settings, null, null);
  }

  /**
   * With the checks whose id passes {@code wanted}, as {@code settings} ask.
   *
   * @param metrics what the targets offer, for the checks that need it; null to leave these out
   * @param history what a server tells of the past, in the same way
   */
  public static RuleChecker only(
      Predicate<String> wanted,
      CheckSettings settings,
      @Nullable MetricsSnapshot metrics,
      @Nullable ServerHistory history) {
    List<QueryCheck> more = new ArrayList<>();
    if (metrics != null) {
      more.addAll(MetricsCheck.all(metrics));
    }
    if (history != null) {
      more.addAll(HistoryCheck.all(history));
    }
    return new RuleChecker(
        CHECKS.stream()
            .filter(check -> wanted.test(check.info().id()))
            .map(
                check ->
                    check instanceof GroupIntervalCheck ? new GroupIntervalCheck(settings) : check)
            .toList(),
        new QueryChecks(wanted, settings, more),
        SET_CHECKS.stream().filter(check -> wanted.test(check.info().id())).toList());
  }

  /**
   * Tells {@code sink} every problem of {@code file}, in no particular order, but for those that a
   * comment {@code # monitorctl: disable ID} on the same line or the line above silences.
   */
  public void check(RuleFile file, Consumer<? super Problem> sink) {
    Consumer<Problem> heard = unlessSilenced(file, sink);
    for (RuleCheck check : checks) {
      check.check(file, new Reporter(check.info(), file.source().name(), heard));
    }
    queries.check(file, heard);
  }

  /** Tells {@code sink} what is wrong with {@code files} together, in the same way. */
  public void checkTogether(List<RuleFile> files, Consumer<? super Problem> sink) {
    for (RuleSetCheck check : setChecks) {
      check.check(
          files,
          file -> new Reporter(check.info(), file.source().name(), unlessSilenced(file, sink)));
    }
  }

  private static Consumer<Problem> unlessSilenced(RuleFile file, Consumer<? super Problem> sink) {
    Silences silences = new Silences(file.source());
    return problem -> {
      if (!silences.cover(problem)) {
        sink.accept(problem);
      }
    };
  }

  /** Everything that can be found, by the reader or by a check. */
  public static List<CheckInfo> catalogue() {
    List<CheckInfo> all = new ArrayList<>(YamlChecks.all());
    CHECKS.forEach(check -> all.add(check.info()));
    QueryChecks.catalogue().forEach(all::add);
    MetricsCheck.catalogue().forEach(check -> all.add(check.info()));
    HistoryCheck.catalogue().forEach(check -> all.add(check.info()));
    SET_CHECKS.forEach(check -> all.add(check.info()));
    return List.copyOf(all);
  }

  /** The page that explains the check {@code id}, as Markdown; empty for an unknown id. */
  public static Optional<String> page(String id) {
    if (catalogue().stream().noneMatch(check -> check.id().equals(id))) {
      return Optional.empty();
    }
    return Optional.of(CheckPages.read(id));
  }
}
