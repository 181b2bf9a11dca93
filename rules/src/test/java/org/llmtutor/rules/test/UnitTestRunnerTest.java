package org.llmtutor.rules.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

class UnitTestRunnerTest {

  private static final String RULES =
      """
      groups:
        - name: slow
          interval: 5m
          rules:
            - record: job:errors:sum
              expr: sum by (job) (errors)
        - name: alerts
          labels: {team: ops}
          rules:
            - alert: Errors
              expr: errors > 5
              for: 2m
              keep_firing_for: 1m
              labels: {severity: page}
              annotations:
                summary: '{{ $value }} in {{ $labels.job }} {{ $externalLabels.region }}'
            - alert: Either
              expr: errors == 1 or errors == 100
            - alert: Twin
              expr: label_replace(twin, "which", "", "which", ".*")
      """;

  private static TestResult run(String tests) {
    return run(tests, new UnitTestRunner.Options(false, true), new Coverage());
  }

  private static TestResult run(String tests, UnitTestRunner.Options options, Coverage coverage) {
    return run(RULES, tests, options, coverage);
  }

  private static TestResult run(
      String ruleFile, String tests, UnitTestRunner.Options options, Coverage coverage) {
    List<Problem> problems = new ArrayList<>();
    RuleFile rules =
        new RuleFileReader().read(new SourceText("rules.yml", ruleFile), problems::add);
    Optional<UnitTestFile> file =
        new UnitTestReader().read(new SourceText("tests.yml", tests), problems::add);
    assertThat(problems).isEmpty();
    UnitTestFile read = file.orElseThrow();
    return new UnitTestRunner(read, List.of(rules), options, coverage).run(read.tests().get(0));
  }

  private static List<String> details(TestResult result) {
    return result.failures().stream().flatMap(failure -> failure.details().stream()).toList();
  }

  private static String errors(String values, String cases) {
    return """
    rule_files: [rules.yml]
    tests:
      - name: errors
        external_labels: {region: eu}
        input_series:
          - series: errors{job="a"}
            values: '%s'
    %s
    """
        .formatted(values, cases.indent(4).stripTrailing());
  }

  private static final String FIRING =
      """
      exp_alerts:
            - exp_labels: {severity: page, team: ops, job: a}
              exp_annotations: {summary: 9 in a eu}
      """;

  private static String at(String time, String alert, String expected) {
    return "alert_rule_test:\n  - eval_time: "
        + time
        + "\n    alertname: "
        + alert
        + "\n    "
        + expected;
  }

  @ParameterizedTest
  @CsvSource({
    "1m, false", // pending
    "2m, false",
    "3m, true", // has held since 1m
    "3m30s, true", // between two evaluations the last one counts
    "6m, true", // kept although the expression ended at 6m
    "7m, false",
  })
  void anAlertWaitsFiresAndIsKept(String time, boolean fires) {
    TestResult result =
        run(errors("0 9 9 9 9 9 0 0 0", at(time, "Errors", fires ? FIRING : "exp_alerts: []")));
    assertThat(details(result)).isEmpty();
    TestResult opposite =
        run(errors("0 9 9 9 9 9 0 0 0", at(time, "Errors", fires ? "exp_alerts: []" : FIRING)));
    assertThat(opposite.passed()).isFalse();
  }

  @Test
  void tellsFieldByFieldWhatDiffers() {
    TestResult result = run(errors("8x9", at("5m", "Errors", FIRING)));
    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).headline())
        .isEqualTo("Errors at 5m: 1 alert expected, 1 firing");
    assertThat(details(result))
        .containsExactly(
            "differs   {alertname=\"Errors\", job=\"a\", severity=\"page\", team=\"ops\"}",
            "  annotation summary",
            "    expected  9 in a eu",
            "    got       8 in a eu");
  }

  @Test
  void tellsOfAlertsThatAreMissingOrNotExpected() {
    assertThat(details(run(errors("0x9", at("5m", "Errors", FIRING)))))
        .containsExactly(
            "missing   {alertname=\"Errors\", job=\"a\", severity=\"page\", team=\"ops\"}");
    assertThat(details(run(errors("9x9", at("5m", "Errors", "exp_alerts:")))))
        .containsExactly(
            "not expected, but fires   {alertname=\"Errors\", job=\"a\", severity=\"page\","
                + " team=\"ops\"}",
            "  summary: 9 in a eu");
    assertThat(details(run(errors("9x9", at("5m", "Erors", FIRING)))))
        .contains("no rule is called Erors");
  }

  @Test
  void subsetPassesOverWhatIsNotNamed() {
    String tests =
        errors("9x9", at("5m", "Errors", "exp_alerts:\n      - exp_labels: {severity: page}"));
    assertThat(run(tests).passed()).isFalse();
    assertThat(run(tests, new UnitTestRunner.Options(true, true), new Coverage()).passed())
        .isTrue();
    String wrong =
        errors("9x9", at("5m", "Errors", "exp_alerts:\n      - exp_labels: {severity: ticket}"));
    assertThat(run(wrong, new UnitTestRunner.Options(true, true), new Coverage()).passed())
        .isFalse();
  }

  @Test
  void groupsKeepTheirOwnIntervalUnlessToldOtherwise() {
    String tests =
        errors(
            "1 2 3 4 5 6 7",
            """
            promql_expr_test:
              - expr: job:errors:sum
                eval_time: 4m
                exp_samples:
                  - {labels: 'job:errors:sum{job="a"}', value: 1}
            """);
    assertThat(details(run(tests))).isEmpty();
    assertThat(details(run(tests, new UnitTestRunner.Options(false, false), new Coverage())))
        .containsExactly(
            "differs   job:errors:sum{job=\"a\"}", "    expected  1", "    got       5");
  }

  @Test
  void comparesSamplesHistogramsAndScalars() {
    String tests =
        """
        rule_files: [rules.yml]
        fuzzy_compare: %s
        tests:
          - start_timestamp: 2026-01-02T03:04:05Z
            input_series:
              - series: h
                values: '{{schema:0 sum:5 count:4 buckets:[1 2 1]}}x3'
              - series: x
                values: 0.1 _ 0.3
            promql_expr_test:
              - expr: h
                eval_time: 1m
                exp_samples:
                  - {labels: h, histogram: '{{schema:0 sum:5 count:4 buckets:[1 2 1]}}'}
              - expr: x + 0.2
                exp_samples: [{labels: '{}', value: 0.3}]
              - expr: time()
                eval_time: 1m
                exp_samples: [{value: 1767323105}]
        """;
    assertThat(details(run(tests.formatted("true")))).isEmpty();
    assertThat(details(run(tests.formatted("false"))))
        .containsExactly("differs   {}", "    expected  0.3", "    got       0.30000000000000004");
  }

  @Test
  void aRuleThatCannotBeEvaluatedFailsTheTest() {
    TestResult result =
        run(
            """
            rule_files: [rules.yml]
            tests:
              - input_series:
                  - {series: 'twin{which="1"}', values: 1x5}
                  - {series: 'twin{which="2"}', values: 1x5}
                alert_rule_test: [{eval_time: 1m, alertname: Twin}]
            """);
    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).headline()).isEqualTo("Twin at 0s: cannot be evaluated");
  }

  @Test
  void coverageAsksForNoQuietFromADeadMansSwitch() {
    Coverage coverage = new Coverage();
    String rules =
        """
        groups:
          - name: g
            rules:
              - alert: Watchdog
                expr: vector(1)
        """;
    run(
        rules,
        errors("1x9", at("5m", "Watchdog", "exp_alerts: [{exp_labels: {}}]")),
        new UnitTestRunner.Options(false, true),
        coverage);
    assertThat(coverage.rules().get(0).branches())
        .containsExactly(new Coverage.Branch("fires", true));
  }

  @Test
  void coverageTellsWhatNoTestReached() {
    Coverage coverage = new Coverage();
    run(
        errors("1x9", at("5m", "Either", "exp_alerts: [{exp_labels: {job: a, team: ops}}]")),
        new UnitTestRunner.Options(false, true),
        coverage);
    assertThat(coverage.rules())
        .filteredOn(rule -> rule.rule().equals("Either"))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.line()).isEqualTo(17);
              assertThat(rule.branches())
                  .containsExactly(
                      new Coverage.Branch("fires", true),
                      new Coverage.Branch("side of or: errors == 1", true),
                      new Coverage.Branch("side of or: errors == 100", false),
                      new Coverage.Branch("stays quiet", false));
            });
    assertThat(coverage.total()).isEqualTo(9);
    assertThat(coverage.reached()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "test: [] ~ 1:1 'test': not a field here",
        "evaluation_interval: 1 ~ 1:22 '1'",
        "group_eval_order: [a, a] ~ 1:23 'a': named twice",
        "tests: {} ~ 1:8 tests: a mapping where a list is expected",
        "tests: [{input_series: [{series: 'a{', values: 1}]}] ~ 1:34 ",
        "tests: [{input_series: [{series: a, values: 1y}]}] ~ 1:45 ",
        "tests: [{promql_expr_test: [{expr: 'rate(a)'}]}] ~ 1:42 expected type range vector",
        "tests: [{alert_rule_test: [{eval_time: 1m}]}] ~ 1:28 alertname is missing",
        "tests: [{promql_expr_test: [{expr: a, exp_samples: [{value: x}]}]}] ~ 1:61 'x': not a number",
        "tests: [{start_timestamp: soon}] ~ 1:27 'soon': not a time",
        "fuzzy_compare: 1 ~ 1:16 '1': not true or false",
      })
  void saysWhereATestFileIsWrong(String text, String place) {
    List<Problem> problems = new ArrayList<>();
    assertThat(new UnitTestReader().read(new SourceText("t.yml", text), problems::add)).isEmpty();
    Problem first = problems.get(0);
    assertThat(first.span().line() + ":" + first.span().column() + " " + first.message())
        .startsWith(place.strip());
  }
}
