package org.llmtutor.rules.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.series.SeriesDescription;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.llmtutor.rules.alerting.AlertingRun;
import org.llmtutor.rules.alerting.GroupRun;
import org.llmtutor.rules.alerting.RecordingRun;
import org.llmtutor.rules.alerting.RuleFailure;
import org.llmtutor.rules.alerting.RuleQueries;
import org.llmtutor.rules.alerting.RuleRun;
import org.llmtutor.rules.alerting.SampleStore;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;

/** Runs the unit tests of a file, each with rules and samples of its own. Not thread-safe. */
public final class UnitTestRunner {

  /**
   * How to run.
   *
   * @param subset whether labels and annotations of alerts that are not expected are passed over
   * @param groupIntervals whether groups are evaluated at their own intervals, as a server does,
   *     and not all at the file's, as promtool does
   */
  public record Options(boolean subset, boolean groupIntervals) {}

  private final UnitTestFile file;
  private final List<RuleFile> rules;
  private final Options options;
  private final Coverage coverage;

  /** Tests of {@code rules}; what they reach goes to {@code coverage}. */
  public UnitTestRunner(
      UnitTestFile file, List<RuleFile> rules, Options options, Coverage coverage) {
    this.file = file;
    this.rules = List.copyOf(rules);
    this.options = options;
    this.coverage = coverage;
  }

  /** Runs one test of the file. */
  public TestResult run(UnitTest test) {
    long begin = System.nanoTime();
    List<TestResult.Failure> failures = new ArrayList<>();
    try {
      new Run(test, failures).run();
    } catch (RuleFailure failure) {
      failures.add(broken(test, failure, ""));
    }
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    return new TestResult(file.source().name(), test, time, failures);
  }

  private static TestResult.Failure broken(UnitTest test, RuleFailure failure, String when) {
    return new TestResult.Failure(
        test.span(),
        failure.rule() + when + ": cannot be evaluated",
        List.of(String.valueOf(failure.getMessage())));
  }

  private record Group(RuleFile file, GroupRun run, Duration interval) {}

  private final class Run {

    private final UnitTest test;
    private final List<TestResult.Failure> failures;
    private final SampleStore store = new SampleStore();
    private final RuleQueries queries;
    private final Differences differences;
    private final List<Group> groups = new ArrayList<>();
    private final Map<RuleRun, Expr> exprs = new HashMap<>();
    private final List<Series> input = new ArrayList<>();
    private final int[] loaded;
    private final Set<String> failed = new HashSet<>();

    private Run(UnitTest test, List<TestResult.Failure> failures) {
      this.test = test;
      this.failures = failures;
      this.differences = new Differences(options.subset(), file.fuzzy());
      EngineOptions defaults = EngineOptions.DEFAULTS;
      this.queries =
          new RuleQueries(
              new Engine(
                  new EngineOptions(
                      defaults.lookback(),
                      defaults.maxSamples(),
                      defaults.maxSeries(),
                      defaults.maxSteps(),
                      defaults.timeout(),
                      false,
                      file.evaluationInterval())),
              store);
      for (SeriesDescription series : test.series()) {
        Samples samples =
            series.values().toSamples(test.start().toEpochMilli(), test.interval().toMillis());
        input.add(new Series(series.labels(), samples));
      }
      this.loaded = new int[input.size()];
      for (RuleFile ruleFile : rules) {
        ruleFile.groups().forEach(group -> add(ruleFile, group));
      }
      groups.sort(Comparator.comparingInt(this::place));
    }

    private int place(Group group) {
      int place = file.groupOrder().indexOf(group.run().name());
      return place < 0 ? Integer.MAX_VALUE : place;
    }

    private void add(RuleFile ruleFile, RuleGroup group) {
      GroupRun run = GroupRun.of(group, test.surroundings());
      Duration own =
          options.groupIntervals()
              ? run.interval().orElse(file.evaluationInterval())
              : file.evaluationInterval();
      groups.add(new Group(ruleFile, run, own.isZero() ? file.evaluationInterval() : own));
      for (RuleRun rule : run.rules()) {
        Expr expr = Promql.parse(rule.rule().expr().value(), LanguageProfile.ALL);
        exprs.put(rule, expr);
        coverage.know(ruleFile.source().name(), rule.rule(), expr);
      }
    }

    private void run() {
      List<UnitTest.AlertCase> cases = new ArrayList<>(test.alerts());
      cases.sort(Comparator.comparing(UnitTest.AlertCase::at));
      Instant end = test.start().plus(test.end());
      long[] turns = new long[groups.size()];
      int next = 0;
      Instant now = nextTurn(turns, test.start());
      while (!now.isAfter(end)) {
        while (next < cases.size() && test.start().plus(cases.get(next).at()).isBefore(now)) {
          check(cases.get(next++));
        }
        if (!evaluate(turns, now)) {
          return;
        }
        now = nextTurn(turns, now);
      }
      while (next < cases.size()) {
        check(cases.get(next++));
      }
      load(lastTurn(end));
      test.expressions().forEach(this::check);
      sides(end);
    }

    /** The last multiple of the file's interval, up to which promtool loads samples. */
    private Instant lastTurn(Instant end) {
      long step = file.evaluationInterval().toMillis();
      long length = Duration.between(test.start(), end).toMillis();
      return test.start().plusMillis(length / step * step);
    }

    private Instant nextTurn(long[] turns, Instant otherwise) {
      Instant first = null;
      for (int i = 0; i < turns.length; i++) {
        Instant due = due(turns, i);
        first = first == null || due.isBefore(first) ? due : first;
      }
      return first == null ? otherwise.plus(file.evaluationInterval()) : first;
    }

    private Instant due(long[] turns, int group) {
      return test.start().plus(groups.get(group).interval().multipliedBy(turns[group]));
    }

    /** Evaluates the groups whose turn it is; false when a rule fails, which ends the test. */
    private boolean evaluate(long[] turns, Instant now) {
      load(now);
      for (int i = 0; i < turns.length; i++) {
        if (due(turns, i).equals(now)) {
          turns[i]++;
          Group group = groups.get(i);
          for (RuleFailure failure : group.run().evaluate(queries, store, now)) {
            if (failed.add(failure.rule())) {
              failures.add(broken(test, failure, " at " + text(now)));
            }
          }
        }
      }
      return failures.stream().noneMatch(failure -> failure.headline().endsWith("evaluated"));
    }

    private String text(Instant now) {
      return new PromDuration(Duration.between(test.start(), now).toMillis()).toString();
    }

    private void load(Instant until) {
      for (int i = 0; i < loaded.length; i++) {
        Samples samples = input.get(i).samples();
        while (loaded[i] < samples.length()
            && samples.timestampAt(loaded[i]) <= until.toEpochMilli()) {
          int at = loaded[i]++;
          store.append(
              input.get(i).labels(),
              samples.timestampAt(at),
              samples.valueAt(at),
              samples.histogramAt(at));
        }
      }
    }

    private void check(UnitTest.AlertCase expected) {
      List<ActiveAlert> firing = new ArrayList<>();
      boolean known = false;
      for (Group group : groups) {
        for (RuleRun rule : group.run().rules()) {
          if (rule instanceof AlertingRun alerting
              && rule.rule().name().value().equals(expected.alertname())) {
            known = true;
            List<ActiveAlert> own =
                alerting.alerts().stream()
                    .filter(alert -> alert.state() == ActiveAlert.State.FIRING)
                    .toList();
            firing.addAll(own);
            String branch = own.isEmpty() ? Coverage.QUIET : Coverage.FIRES;
            coverage.reach(group.file().source().name(), rule.rule(), branch);
          }
        }
      }
      sides(test.start().plus(expected.at()));
      List<String> lines = differences.alerts(expected.expected(), firing);
      if (!lines.isEmpty()) {
        List<String> details = new ArrayList<>(lines);
        if (!known) {
          details.add("no rule is called " + expected.alertname());
        }
        failures.add(
            new TestResult.Failure(
                expected.span(),
                expected.alertname()
                    + " at "
                    + new PromDuration(expected.at().toMillis())
                    + ": "
                    + count(expected.expected().size(), "alert")
                    + " expected, "
                    + firing.size()
                    + " firing",
                details));
      }
    }

    private void check(UnitTest.ExpressionCase expected) {
      sides(test.start().plus(expected.at()));
      String name =
          expected.text().strip().replaceAll("\\s+", " ")
              + " at "
              + new PromDuration(expected.at().toMillis());
      try {
        List<Value.Sample> got = queries.vector(expected.expr(), test.start().plus(expected.at()));
        List<String> lines = differences.samples(expected.expected(), got);
        if (!lines.isEmpty()) {
          failures.add(
              new TestResult.Failure(
                  expected.span(),
                  name
                      + ": "
                      + count(expected.expected().size(), "sample")
                      + " expected, "
                      + got.size()
                      + " found",
                  lines));
        }
      } catch (PromqlException e) {
        failures.add(
            new TestResult.Failure(
                expected.span(), name + ": cannot be evaluated", List.of(e.problem())));
      }
    }

    /** Notes which recording rules and which sides of {@code or} have a result. */
    private void sides(Instant time) {
      for (Group group : groups) {
        String name = group.file().source().name();
        for (RuleRun rule : group.run().rules()) {
          Expr expr = exprs.get(rule);
          if (expr == null) {
            continue;
          }
          if (rule instanceof RecordingRun && hasResult(expr, time)) {
            coverage.reach(name, rule.rule(), Coverage.RECORDS);
          }
          Coverage.sides(rule.rule(), expr)
              .forEach(
                  (side, part) -> {
                    if (hasResult(part, time)) {
                      coverage.reach(name, rule.rule(), side);
                    }
                  });
        }
      }
    }

    private boolean hasResult(Expr expr, Instant time) {
      try {
        return !queries.vector(expr, time).isEmpty();
      } catch (PromqlException e) {
        return false;
      }
    }
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
