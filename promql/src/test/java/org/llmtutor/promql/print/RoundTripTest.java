package org.llmtutor.promql.print;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.RandomExpr;
import org.llmtutor.promql.ast.WithoutPlaces;
import org.llmtutor.promql.types.LanguageProfile;

class RoundTripTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1.5",
        "+Inf",
        "NaN",
        "5m",
        "-1h30m",
        "\"a\\nb\"",
        "up",
        "{\"a b\"}",
        "{\"a.b\",c=\"d\"}",
        "{\"inf\"}",
        "{\"up\",__name__!=\"down\"}",
        "{__name__=~\"a.+\"}",
        "{__name__=\"up\"}",
        "up{\"d.e\"=\"f\",a!=\"1\",b=~\"x|y\",c!~\"z\"}",
        "up offset 5m",
        "up offset -5m",
        "up offset (5m + 2)",
        "up offset step()",
        "(up offset (5m)) + up",
        "up offset (5m) == up",
        "up offset -range()",
        "up @ 1.500",
        "up @ -0.001",
        "up @ start() offset 1d",
        "up[5m]",
        "up[5m] anchored",
        "up[5m] smoothed @ end() offset 1w",
        "up[max_of(step(), 1m) * 2 ^ 3 - 4]",
        "up[-(1m - 5m)]",
        "rate(up[5m])[1h:1m] @ 10.000 offset 5m",
        "up[1h:]",
        "up[1h30m:step() + 1s]",
        "sum(up)",
        "sum by (a, b) (up)",
        "sum without () (up)",
        "sum by (\"a.b\", \"inf\", on) (up)",
        "topk without (a) (5, up)",
        "count_values(\"v\", up)",
        "quantile by (a) (0.9, up)",
        "limit_ratio(-0.5, up)",
        "a + b",
        "a + b * c ^ d ^ e",
        "(a + b) * c",
        "a - b - c",
        "a - (b - c)",
        "-a ^ b",
        "(-a) ^ b",
        "-a * b",
        "a * -b",
        "--a",
        "a == bool b",
        "1 > bool 2",
        "a and on (x) b or ignoring (y) c unless d",
        "a / on (x) group_left (y, \"z.z\") b",
        "a / ignoring (x) group_right () b",
        "a + on () b",
        "a + fill (0) b",
        "a + on (x) group_left () fill_left (1) fill_right (-2e+10) b",
        "a atan2 b",
        "h </ 5",
        "h >/ 5",
        "label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\")",
        "time()",
        "sum + by - offset offset 5m",
        "info(up, {job=\"a\"})",
      })
  void leavesCanonicalTextAsItIs(String text) {
    assertThat(Printer.print(parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "0x10 ; 16",
        "1e6 ; 1000000",
        "300s ; 5m",
        "'a' ; \"a\"",
        "`\\d` ; \"\\\\d\"",
        "up{} ; up",
        "up{b='1',a='2',} ; up{a=\"2\",b=\"1\"}",
        "{\"up\"} ; up",
        "up[300] ; up[5m]",
        "up offset 0s ; up",
        "up @ 1e3 ; up @ 1000.000",
        "up[5m] offset 1m @ 3 ; up[5m] @ 3.000 offset 1m",
        "sum(up) by (job) ; sum by (job) (up)",
        "SUM BY () (up) ; sum(up)",
        "a AND b ; a and b",
        "a + ignoring () b ; a + b",
        "a / on (x) group_left b ; a / on (x) group_left () b",
        "a + fill_left(1) fill_right(1) b ; a + fill (1) b",
        "up[(((5m + 1m)))] ; up[(5m + 1m)]",
        "up # comment ; up",
      })
  void printsOneFormForAllSpellings(String text, String canonical) {
    assertThat(Printer.print(parse(text))).isEqualTo(canonical);
    assertThat(Printer.print(parse(canonical))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum",
        "avg",
        "topk",
        "group",
        "limitk",
        "and",
        "or",
        "unless",
        "atan2",
        "by",
        "without",
        "on",
        "ignoring",
        "group_left",
        "group_right",
        "bool",
        "offset",
        "anchored",
        "smoothed",
        "fill",
        "fill_left",
        "fill_right",
        "start",
        "end",
        "step",
        "range",
        "max_of",
        "min_of",
        "inf",
        "nan",
        "Inf",
        "NaN",
        "BOOL",
        "x:y",
        "x-y",
        "rate"
      })
  void readsAnyNameBack(String name) {
    String quoted = "sum by (\"" + name + "\") ({\"" + name + "\",\"" + name + "\"=\"1\"})";
    Expr expr = parse(quoted);
    assertThat(WithoutPlaces.of(parse(Printer.print(expr)))).isEqualTo(WithoutPlaces.of(expr));
  }

  @Property(tries = 1500)
  void readsBackAsTheSameTree(@ForAll long seed) {
    Expr expr = new RandomExpr(seed, LanguageProfile.ALL).next(5);
    String text = Printer.print(expr);
    Expr again = parse(text);
    assertThat(WithoutPlaces.of(again)).as(text).isEqualTo(WithoutPlaces.of(expr));
    assertThat(Printer.print(again)).isEqualTo(text);
    assertThat(WithoutPlaces.of(parse(PrettyPrinter.print(expr))))
        .as(text)
        .isEqualTo(WithoutPlaces.of(expr));
  }

  @Property(tries = 500)
  void needsNoFlagsForStableExpressions(@ForAll long seed) {
    Expr expr = new RandomExpr(seed, LanguageProfile.STABLE).next(4);
    String text = Printer.print(expr);
    assertThat(WithoutPlaces.of(Promql.parse(text))).as(text).isEqualTo(WithoutPlaces.of(expr));
  }

  @Test
  void readsDeepTreesBack() {
    String text = "(".repeat(10_000) + "-up" + ")".repeat(10_000);
    assertThat(Printer.print(parse(text))).isEqualTo(text);
    String sum = "a" + " + a".repeat(10_000);
    assertThat(Printer.print(parse(PrettyPrinter.print(parse(sum))))).isEqualTo(sum);
  }

  private static Expr parse(String text) {
    return Promql.parse(text, LanguageProfile.ALL);
  }
}
