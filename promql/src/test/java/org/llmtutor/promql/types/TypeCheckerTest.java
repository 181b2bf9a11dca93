package org.llmtutor.promql.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.source.Diagnostic;

class TypeCheckerTest {

  private static void accepts(String... texts) {
    for (String text : texts) {
      assertThat(Promql.problems(text, LanguageProfile.ALL)).as(text).isEmpty();
    }
  }

  /** Each line: a text, the range of its only problem and its message, and its remedy. */
  private static void refuses(LanguageProfile profile, String table) {
    for (String line : table.strip().split("\n", -1)) {
      String[] cells = line.split(" \\| ", -1);
      List<Diagnostic> problems = Promql.problems(cells[0].strip(), profile);
      assertThat(problems).as(line).hasSize(1);
      Diagnostic problem = problems.get(0);
      String place = problem.position().start() + "-" + problem.position().end();
      assertThat(place + " " + problem.message()).as(line).contains(cells[1].strip());
      if (cells.length > 2) {
        assertThat(problem.remedy()).as(line).contains(cells[2].strip());
      }
    }
  }

  @Test
  void acceptsWhatFits() {
    accepts(
        "rate(a[5m])",
        "rate(a[5m:1m])",
        "round(a)",
        "round(a, 5)",
        "label_join(a, \"x\", \",\")",
        "label_join(a, \"x\", \",\", \"y\", \"z\")",
        "day_of_week()",
        "histogram_quantiles(a, \"q\", 0.1, 0.2)",
        "sort_by_label(a)",
        "info(a)",
        "info(a, {})",
        "info(a, {x=\"y\"})",
        "max_of(1, step())",
        "1 == bool 2",
        "1 + on() a",
        "a and on(x) b",
        "a > 1",
        "-a",
        "+1",
        "count_values(\"v\", a)",
        "{\"a\"}",
        "(((a)))[5m:]",
        "a </ 5");
  }

  @Test
  void checksArguments() {
    refuses(
        LanguageProfile.ALL,
        """
        rate(a) | 5-6 expected type range vector in call to function "rate", got instant vector | [5m]
        abs(a[5m]) | 4-9 expected type instant vector in call to function "abs", got range vector
        abs(1) | 4-5 expected type instant vector in call to function "abs", got scalar | vector
        vector(a) | 7-8 expected type scalar in call to function "vector", got instant vector | scalar
        label_replace(a, b, "", "", "") | 17-18 expected type string
        label_join(a, "x", ",", b) | 24-25 expected type string
        time(1) | 0-7 expected 0 argument(s) in call to "time", got 1
        round() | 0-7 expected at least 1 argument(s) in call to "round", got 0 | [scalar]
        round(a, 1, 2) | 0-14 expected at most 2 argument(s) in call to "round", got 3
        histogram_quantile(0.9) | 0-23 expected 2 argument(s) in call to "histogram_quantile", got 1
        info(a, b) | 8-9 expected label selectors only, got vector selector instead
        info(a, abs(b)) | 8-14 expected label selectors only
        """);
  }

  @Test
  void suggestsKnownFunctions() {
    refuses(
        LanguageProfile.ALL,
        """
        rte(a[5m]) | 0-3 unknown function with name "rte" | did you mean rate?
        1 + RATE(a[5m]) | 4-8 unknown function with name "RATE" | did you mean rate?
        agv(a) | 0-3 unknown function with name "agv" | did you mean avg?
        holt_winters(a[5m], 1, 1) | 0-12 unknown function | double_exponential_smoothing
        """);
  }

  @Test
  void namesTheFlagOfExperimentalParts() {
    refuses(
        LanguageProfile.STABLE,
        """
        mad_over_time(a[5m]) | 0-13 function "mad_over_time" is not enabled | promql-experimental-functions
        limitk(1, a) | 0-12 limitk() is experimental and must be enabled with --enable-feature=
        """);
  }

  @Test
  void checksOperands() {
    refuses(
        LanguageProfile.ALL,
        """
        1 == 2 | 2-4 comparisons between scalars must use BOOL modifier | == bool
        a + bool b | 2-8 bool modifier can only be used on comparison operators
        a </ bool 1 | 2-9 bool modifier can only be used on comparison operators
        a and 1 | 0-7 set operator "and" not allowed in binary scalar expression
        a[5m] + 1 | 0-5 binary expression must contain only scalar and instant vector types
        1 + "a" | 4-7 binary expression must contain only scalar and instant vector types
        a + on(x) 1 | 0-11 vector matching only allowed between instant vectors
        a + fill(0) 1 | 0-13 filling in missing series only allowed between instant vectors
        a and on(x) group_left b | 0-24 no grouping allowed for "and" operation: set operations must
        a or fill(0) b | 0-14 filling in missing series not allowed for set operators
        a + on(x) group_left(x) b | 2-23 label "x" must not occur in ON and GROUP clause at once
        -a[5m] | 0-6 unary expression only allowed on expressions of type scalar or instant vector
        -"a" | 0-4 unary expression only allowed on expressions of type scalar or instant vector
        1[5m:] | 0-6 subquery is only allowed on instant vector, got scalar instead
        """);
  }

  @Test
  void checksAggregations() {
    refuses(
        LanguageProfile.ALL,
        """
        sum(1) | 4-5 expected type instant vector in aggregation expression, got scalar
        sum(a[5m]) | 4-9 expected type instant vector in aggregation expression, got range vector
        topk(a, b) | 5-6 expected type scalar in aggregation parameter, got instant vector
        count_values(1, a) | 13-14 expected type string in aggregation parameter, got scalar
        """);
  }

  @Test
  void selectorsMustSelect() {
    refuses(
        LanguageProfile.ALL,
        """
        {} | 0-2 vector selector must contain at least one non-empty matcher
        {a=""} | 0-6 vector selector must contain at least one non-empty matcher
        {a=~".*"} | 0-9 vector selector must contain at least one non-empty matcher
        {a!="b"}[5m] | 0-8 vector selector must contain at least one non-empty matcher
        info({}, {}) | 5-7 vector selector must contain at least one non-empty matcher
        """);
  }

  @Test
  void tellsAllProblems() {
    assertThat(Promql.problems("rate(a) + 1 == 2 and sum(3)", LanguageProfile.ALL)).hasSize(2);
  }

  @Test
  void knowsTheTypeOfEveryExpression() {
    assertThat(ValueType.of(Promql.parse("-(1 + time())"))).isEqualTo(ValueType.SCALAR);
    assertThat(ValueType.of(Promql.parse("1 + a"))).isEqualTo(ValueType.VECTOR);
    assertThat(ValueType.of(Promql.parse("(a[5m])"))).isEqualTo(ValueType.MATRIX);
    assertThat(ValueType.of(Promql.parse("a[5m:]"))).isEqualTo(ValueType.MATRIX);
    assertThat(ValueType.of(Promql.parse("\"a\""))).isEqualTo(ValueType.STRING);
    assertThat(ValueType.of(Promql.parse("sum(a)"))).isEqualTo(ValueType.VECTOR);
    assertThat(ValueType.of(Promql.parse("scalar(a)"))).isEqualTo(ValueType.SCALAR);
  }
}
