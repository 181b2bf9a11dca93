package org.llmtutor.promql.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.types.LanguageProfile;

/** That scripts which are wrong do not pass. */
class ScriptRunnerTest {

  private static final String LOAD =
      """
      load 1m
        m{a="x"} 1 2 3
        m{a="y"} 4 5 6
        h {{schema:0 count:3 sum:5 buckets:[1 2]}}

      """;

  @Test
  void passesWhatIsRight() {
    Outcome outcome = only("eval instant at 1m m", "m{a=\"x\"} 2", "m{a=\"y\"} 5");
    assertThat(outcome.status()).isEqualTo(Outcome.Status.PASSED);
    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.line()).isEqualTo(6);
    assertThat(outcome.command()).isEqualTo("m");
  }

  @Test
  void findsOtherValuesAndSeries() {
    assertThat(reason("eval instant at 1m m{a=\"x\"}", "m{a=\"x\"} 2.001"))
        .isEqualTo("m{a=\"x\"}: expected: 2.001; came: 2");
    assertThat(reason("eval instant at 1m m{a=\"x\"}", "m{a=\"x\"} 2", "m{a=\"z\"} 2"))
        .isEqualTo("m{a=\"z\"}: expected: 2; nothing came");
    assertThat(reason("eval instant at 1m m", "m{a=\"x\"} 2"))
        .isEqualTo("not expected: m{a=\"y\"} 5");
    assertThat(reason("eval instant at 1m m")).isEqualTo("not expected: m{a=\"x\"} 2");
  }

  @Test
  void findsOtherStepsOfRanges() {
    assertThat(reason("eval range from 0 to 2m step 1m m{a=\"x\"}", "m{a=\"x\"} 1 2"))
        .isEqualTo("m{a=\"x\"}: not expected at 120000 ms: 3");
    assertThat(reason("eval range from 0 to 2m step 1m m{a=\"x\"}", "m{a=\"x\"} 1 _ 3"))
        .isEqualTo("m{a=\"x\"}: at 60000 ms expected: nothing; came: 2");
    assertThat(reason("eval range from 0 to 2m step 1m m{a=\"x\"} < 3", "m{a=\"x\"} 1 2 3"))
        .isEqualTo("m{a=\"x\"}: at 120000 ms expected: 3; nothing came");
    assertThat(reason("eval range from 0 to 1m step 1m vector(1)", "1"))
        .isEqualTo("expected: 1; came: series");
  }

  @Test
  void findsAnotherOrder() {
    assertThat(reason("eval instant at 0 sort_desc(m)", "m{a=\"x\"} 1", "m{a=\"y\"} 4")).isEmpty();
    assertThat(
            reason(
                "eval instant at 0 sort_desc(m)", "expect ordered", "m{a=\"x\"} 1", "m{a=\"y\"} 4"))
        .startsWith("expected in this order: [m{a=\"x\"}, m{a=\"y\"}]");
  }

  @Test
  void findsOtherScalarsStringsAndWindows() {
    assertThat(reason("eval instant at 0 1 + 1", "3")).isEqualTo("expected: 3; came: 2");
    assertThat(reason("eval instant at 0 1 + 1", "{} 2")).isEqualTo("came: the scalar 2");
    assertThat(reason("eval instant at 0 \"a\"", "expect string \"b\""))
        .isEqualTo("expected: \"b\"; came: \"a\"");
    assertThat(reason("eval instant at 0 \"a\"", "1")).isEqualTo("came: the string \"a\"");
    assertThat(reason("eval instant at 1m m{a=\"x\"}[2m]", "m{a=\"x\"} 1"))
        .startsWith("came: a range vector");
    assertThat(
            reason(
                "eval instant at 1m m{a=\"x\"}[2m]",
                "expect range vector from 0 to 1m step 1m",
                "m{a=\"x\"} 1 3"))
        .isEqualTo("m{a=\"x\"}: at 60000 ms expected: 3; came: 2");
  }

  @Test
  void findsOtherHistograms() {
    assertThat(reason("eval instant at 0 h", "h {{schema:0 count:3 sum:5 buckets:[2 1]}}"))
        .startsWith("h: expected: {{count:3 sum:5 buckets:[2 1]}}; came: {{count:3 sum:5");
    assertThat(reason("eval instant at 0 h", "h 3")).startsWith("h: expected: 3; came: {{");
    assertThat(
            reason(
                "eval instant at 0 h",
                "h {{schema:0 count:3 sum:5 buckets:[1 2] counter_reset_hint:gauge}}"))
        .startsWith("h: expected: {{");
  }

  @Test
  void findsOtherAnnotations() {
    String noted = "eval instant at 0 rate(m[1m])";
    String warned = "eval instant at 0 quantile(2, m)";
    assertThat(reason("eval instant at 2m rate(m{a=\"x\"}[2m])", "expect no_info", "{a=\"x\"} 1"))
        .startsWith("expected no info; came: PromQL info: metric might not be a counter");
    assertThat(reason(warned, "expect no_warn", "{} Inf")).startsWith("expected no warning; came:");
    assertThat(reason(warned, "expect warn msg: other", "{} Inf"))
        .startsWith("expected warning: other; came: [PromQL warning: quantile value");
    assertThat(reason(warned, "expect warn regex: between .* got 2", "{} Inf")).isEmpty();
    assertThat(reason(warned, "expect warn regex: between .* got 3", "{} Inf"))
        .startsWith("expected warning: a match of between");
    assertThat(reason(warned, "expect warn msg: other", "expect warn", "{} Inf"))
        .startsWith("expected warning: other");
    assertThat(reason(noted, "expect info")).isEqualTo("expected info: any; came: []");
  }

  @Test
  void findsOtherFailures() {
    String clash = "eval instant at 0 label_replace(m, \"a\", \"\", \"\", \"\")";
    assertThat(reason(clash)).startsWith("failed: vector cannot contain metrics");
    assertThat(reason(clash, "expect fail")).isEmpty();
    assertThat(reason(clash, "expect fail msg: other"))
        .startsWith("expected to fail with: other; failed: vector cannot contain");
    assertThat(reason("eval instant at 0 vector(1)", "expect fail"))
        .startsWith("expected to fail; came: ");
    assertThat(reason("eval instant at 0 sum(", "{} 1")).startsWith("failed: 1:");
    assertThat(reason("eval instant at 0 sum(", "expect fail")).isEmpty();
  }

  @Test
  void readsOlderSpellings() {
    String clash = "eval_fail instant at 0 label_replace(m, \"a\", \"\", \"\", \"\")";
    assertThat(reason(clash)).isEmpty();
    assertThat(reason(clash, "expected_fail_message other"))
        .startsWith("expected to fail with: other");
    assertThat(reason(clash, "expected_fail_regexp vector .* labelset")).isEmpty();
    assertThat(reason("eval_ordered instant at 0 sort(m)", "m{a=\"y\"} 4", "m{a=\"x\"} 1"))
        .startsWith("expected in this order");
    assertThat(reason("eval_warn instant at 0 sum(m)", "{} 5"))
        .isEqualTo("expected warning: any; came: []");
  }

  @Test
  void tellsWhenSamplesCannotBeAdded() {
    String script = LOAD + "load 1m\n  m{a=\"x\"} 7\n\neval instant at 0 vector(1)\n  {} 1\n";
    ScriptReport report = runner(LanguageProfile.ALL).run(script);
    assertThat(report.count(Outcome.Status.FAILED)).isEqualTo(1);
    assertThat(report.count(Outcome.Status.PASSED)).isEqualTo(1);
    assertThat(report.with(Outcome.Status.FAILED).get(0).reason())
        .isEqualTo("m{a=\"x\"}: a sample at 0 ms after one at 120000 ms");
  }

  @Test
  void forgetsWhatWasCleared() {
    String script = LOAD + "clear\n\neval instant at 0 m\n";
    assertThat(runner(LanguageProfile.ALL).run(script).count(Outcome.Status.PASSED)).isEqualTo(1);
  }

  @Test
  void skipsWhatTheProfileLacks() {
    String script = LOAD + "eval instant at 0 limitk(9, h)\n  h 1\n\neval instant at 0 limit(\n";
    ScriptReport report = runner(LanguageProfile.STABLE).run(script);
    assertThat(report.with(Outcome.Status.SKIPPED)).hasSize(1);
    assertThat(report.with(Outcome.Status.SKIPPED).get(0).reason())
        .startsWith("beyond the profile");
    assertThat(report.count(Outcome.Status.FAILED)).isEqualTo(1);
  }

  /** Lines of a script are separated by bars. */
  @ParameterizedTest
  @CsvSource({
    "m 1 2, 1, not a command",
    "load|  m 1, 1, no step",
    "load 0|  m 1, 1, no time between samples",
    "load 5x|  m 1, 1, 5x",
    "load 1m|  m{ 1, 2, ''",
    "clear||eval m, 3, not an eval",
    "eval instant at 0 m|  expect nothing, 2, no such expectation",
    "eval instant at 0 m|  m 1 2, 2, 2 values for one time",
    "eval instant at 0 m|  expect string m, 2, not a string",
    "eval range from 0 to 1m step 0 m, 1, too short",
  })
  void saysWhichLineIsNoScript(String script, int line, String problem) {
    assertThatThrownBy(() -> runner(LanguageProfile.ALL).run(script.replace('|', '\n')))
        .isInstanceOfSatisfying(
            ScriptException.class, broken -> assertThat(broken.line()).isEqualTo(line))
        .hasMessageStartingWith("line " + line + ": ")
        .hasMessageContaining(problem);
  }

  private static String reason(String... lines) {
    return only(lines).reason();
  }

  private static Outcome only(String... lines) {
    String script = LOAD + String.join("\n  ", lines) + "\n";
    ScriptReport report = runner(LanguageProfile.ALL).run(script);
    assertThat(report.outcomes()).hasSize(1);
    return report.outcomes().get(0);
  }

  private static ScriptRunner runner(LanguageProfile profile) {
    return new ScriptRunner(
        new Engine(EngineOptions.DEFAULTS.withDelayedNameRemoval(true)), profile);
  }
}
