package org.llmtutor.rules.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

class QueryChecksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // the expression ; the check ; what the caret stands under
        "sum(rate(x[5m]) > 1 ; promql/syntax ; (",
        "rate(x) > 1 ; promql/syntax ; x",
        "sun(x) > 1 ; promql/syntax ; sun",
        "x{a=~\"(\"} > 1 ; promql/syntax ; a=~\"(\"",
        "x[5m] ; promql/impossible ; x[5m]",
        "limitk(1, x) > 0 ; promql/experimental ; limitk(1, x)",
        "x{a=\"1\", a=\"2\"} > 0 ; promql/impossible ; x{a=\"1\", a=\"2\"}",
        "x{a=\"\", a!=\"\"} > 0 ; promql/impossible ; x{a=\"\", a!=\"\"}",
        "x{a=\"b\", a!~\"b|c\"} > 0 ; promql/impossible ; x{a=\"b\", a!~\"b|c\"}",
        "x and 1 > bool 2 == x ; promql/impossible ; 1 > bool 2",
        "x{a=~\"b\"} > 0 ; promql/regexp ; x{a=~\"b\"}",
        "x{a!~\"b\"} > 0 ; promql/regexp ; x{a!~\"b\"}",
        "x{a=~\"^b.*\"} > 0 ; promql/regexp ; x{a=~\"^b.*\"}",
        "sum by (a) (x) > sum by (b) (x) ; promql/vector-matching ; sum by (a) (x) > sum by (b) (x)",
        "x > on (a) sum by (b) (x) ; promql/vector-matching ; x > on (a) sum by (b) (x)",
        "x_total > 5 ; promql/counter ; x_total",
        "5 < (x_total{a=\"1\"}) ; promql/counter ; (x_total{a=\"1\"})",
        "rate(sum(x_total)[5m:1m]) > 1 ; promql/counter ; rate(sum(x_total)[5m:1m])",
        "deriv(x_total[5m]) > 1 ; promql/counter ; deriv(x_total[5m])",
        "rate(up[5m]) > 1 ; promql/counter ; rate(up[5m])",
        "increase(job:x:rate5m[5m]) > 1 ; promql/counter ; increase(job:x:rate5m[5m])",
        "rate(x_total[20s]) > 1 ; promql/range ; x_total[20s]",
        "x offset -5m > 1 ; promql/offset ; x offset -5m",
        "histogram_quantile(95, rate(x_bucket[5m])) > 1 ; promql/histogram ; 95",
        "histogram_quantile(0.9, sum(rate(x_bucket[5m]))) > 1 ; promql/histogram ; sum(rate(x_bucket[5m]))",
        "histogram_quantile(0.9, rate(x_sum[5m])) > 1 ; promql/histogram ; rate(x_sum[5m])",
        "x == NaN ; promql/nan ; x == NaN",
        "x > +Inf ; promql/nan ; x > +Inf",
        "avg(x / y) > 1 ; promql/nan ; avg(x / y)",
        "topk(3, x) > 1 ; promql/fragile ; topk(3, x)",
        "irate(x_total[5m]) > 1 ; promql/fragile ; irate(x_total[5m])",
        "rate(x_total[5m]) < 0 ; promql/condition ; rate(x_total[5m]) < 0",
        "up > 1 ; promql/condition ; up > 1",
        "up <= 1 ; promql/condition ; up <= 1",
        "count(x) == 0 ; promql/condition ; count(x) == 0",
        "absent(x) == 0 ; promql/condition ; absent(x) == 0",
        "x > 5 < 3 ; promql/condition ; x > 5 < 3",
        "x > 5 and x < 3 ; promql/condition ; x > 5 and x < 3",
        "sum(x > bool 1) < 0 ; promql/condition ; sum(x > bool 1) < 0",
        "sum(x) ; alert/comparison ; sum(x)",
        "x > bool 1 ; alert/comparison ; x > bool 1",
        "x > 1 or y ; alert/comparison ; x > 1 or y",
      })
  void findsAndPointsAt(String expr, String id, String place) {
    String yaml = rule(expr, "text");
    List<Problem> problems = problems(yaml);
    assertThat(problems).extracting(Problem::id).contains(id);
    Problem problem =
        problems.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    String line = yaml.lines().toList().get(problem.span().line() - 1);
    int column = problem.span().column() - 1;
    assertThat(line.substring(column, column + problem.span().length())).isEqualTo(place);
    assertThat(problem.message()).isNotBlank();
    assertThat(problem.remedy()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up == 0",
        "absent(up{job=\"a\"})",
        "vector(1)",
        "count(up == 0) / count(up)",
        "x and y",
        "x unless on (a) y",
        "x > 1 or absent(x)",
        "ALERTS{alertstate=\"firing\"}",
        "sum by (a, b) (x) > on (a) group_left sum by (a) (y)",
        "sum by (a) (x) / sum(y) without (b) > 1",
        "x{a=~\"b|c\", d!~\".*e\"} > 0",
        "x{a=~\"b\\\\$\"} > 0",
        "min_over_time((up == 0)[5m:1m])",
        "rate(x_total[30s]) > 0",
        "x > 3 and x < 5",
        "x > 5 and on (a) y < 3",
        "count(x) > 0",
        "absent(x) == 1",
        "x < 0",
        "sum(topk(3, x)) > 1",
        "histogram_quantile(0.9, rate(x[5m])) > 1",
        "histogram_quantile(0.9, sum without (pod) (rate(x_bucket[5m]))) > 1",
        "sum(x) / sum(y) > 1",
        "avg(x / 100) > 1",
        "x != x",
        "time() - x > 60",
        "x_total == 0",
        "x_total > 0",
        "sum(rate(x_total[5m])) > 5",
        "increase(x_total[1h]) > 5",
        "delta(x[5m]) > 5",
        "max_over_time(rate(x_total[5m])[1h:5m]) > 5",
        "hour() > 6",
      })
  void isSilentAboutSoundOnes(String expr) {
    assertThat(problems(rule(expr, "text"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum by (a) (x) > 1 ; b",
        "sum without (b) (x) > 1 ; b",
        "sum(x) > 1 ; a",
        "x * on (a) y > 1 ; b",
        "absent(x{a=~\"c\", b!=\"d\"}) ; b",
        "histogram_quantile(0.9, x) > 1 ; le",
        "x{b=\"\"} > 1 ; b",
        "topk(1, sum by (a) (x)) > 1 ; b",
      })
  void findsLabelsThatCannotBe(String expr, String label) {
    String text = "on {{ $labels." + label + " }}";
    assertThat(problems(rule(expr, text)))
        .filteredOn(problem -> problem.id().equals("alert/template-label"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).startsWith("$labels." + label + ": always empty, ");
              assertThat(problem.span().length()).isEqualTo(("$labels." + label).length());
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum by (a) (x) > 1 ; a",
        "sum without (b) (x) > 1 ; a",
        "x > 1 ; a",
        "absent(x{a=\"c\"}) ; a",
        "x * on (a) group_left (b) y > 1 ; b",
        "sum by (a) (x) > 1 or sum by (b) (y) > 1 ; b",
        "label_replace(sum(x), \"b\", \"1\", \"\", \"\") > 1 ; b",
        "label_join(sum(x), \"b\", \"1\") > 1 ; b",
        "count_values(\"b\", x) > 1 ; b",
        "topk(1, x) > 1 ; b",
        "x and on (a) sum by (a) (y) ; b",
        "1 < x ; b",
        "info(x) > 1 ; b",
      })
  void isSilentAboutLabelsThatCanBe(String expr, String label) {
    String text = "on {{ index $labels \"" + label + "\" }} and {{ $labels." + label + " }}";
    assertThat(problems(rule(expr, text)))
        .filteredOn(problem -> problem.id().equals("alert/template-label"))
        .isEmpty();
  }

  @Test
  void readsExpressionsOverLines() {
    String yaml =
        """
        groups:
          - name: g
            rules:
              - record: a:b:c
                expr: |
                  sum by (a) (
                    rate(x{"größe"="1"}[5m]) + rat(y[5m])
                  )
        """;
    assertThat(problems(yaml))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.span().line()).isEqualTo(7);
              assertThat(problem.span().column()).isEqualTo(40);
              assertThat(problem.span().length()).isEqualTo(3);
            });
  }

  @Test
  void pointsBehindAnExpressionThatEndsTooSoon() {
    assertThat(problems(rule("x ==", "text")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.id()).isEqualTo("promql/syntax");
              assertThat(problem.span().line()).isEqualTo(7);
            });
  }

  @Test
  void leavesRecordingRulesWithoutConditionsAlone() {
    assertThat(problems("groups: [{name: g, rules: [{record: a, expr: sum(x)}]}]")).isEmpty();
  }

  private static String rule(String expr, String text) {
    return """
        groups:
          - name: g
            rules:
              - alert: A
                for: 1m
                expr: >-
                  %s
                annotations:
                  summary: >-
                    %s
        """
        .formatted(expr, text);
  }

  private static List<Problem> problems(String yaml) {
    List<Problem> problems = new ArrayList<>();
    RuleFile file = new RuleFileReader().read(new SourceText("rules.yml", yaml), problems::add);
    new QueryChecks(id -> true, CheckSettings.DEFAULTS, List.of()).check(file, problems::add);
    return problems;
  }
}
