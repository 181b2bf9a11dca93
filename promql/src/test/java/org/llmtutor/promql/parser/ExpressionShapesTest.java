package org.llmtutor.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.types.LanguageProfile;

class ExpressionShapesTest {

  private static Expr parse(String text) {
    ParseResult result = Parser.parse(text, LanguageProfile.ALL);
    assertThat(result.problems()).as(text).isEmpty();
    return Objects.requireNonNull(result.expr());
  }

  /** Each line: a text, an arrow, its shape. */
  private static void reads(String table) {
    for (String line : table.strip().split("\n", -1)) {
      String[] cells = line.split(" => ", 2);
      assertThat(Shape.of(parse(cells[0].strip()))).as(cells[0]).isEqualTo(cells[1].strip());
    }
  }

  @Test
  void operatorsBindByPrecedence() {
    reads(
        """
        a + b * c => (+ a (* b c))
        a * b + c => (+ (* a b) c)
        a - b - c => (- (- a b) c)
        a ^ b ^ c => (^ a (^ b c))
        a * b ^ c => (* a (^ b c))
        a atan2 b % c => (% (atan2 a b) c)
        a or b and c unless d => (or a (unless (and b c) d))
        a == b + c => (== a (+ b c))
        a < b and c >= d => (and (< a b) (>= c d))
        a </ 1 + 2 => (</ a (+ 1.0 2.0))
        a >/ 1 >/ 2 => (>/ (>/ a 1.0) 2.0)
        (a + b) * c => (* <(+ a b)> c)
        """);
  }

  @Test
  void signsBindAsProducts() {
    reads(
        """
        -1 => -1.0
        --1 => 1.0
        +-5m => -300.0s
        -a ^ 2 => (neg (^ a 2.0))
        -2 ^ 2 => (neg (^ 2.0 2.0))
        -a * b => (* (neg a) b)
        a ^ -b ^ c * d => (* (^ a (neg (^ b c))) d)
        -a[5m:] => (neg (sub a 300.0s:))
        -(1) => (neg <1.0>)
        1 - -1 => (- 1.0 -1.0)
        """);
  }

  @Test
  void matchingFollowsTheOperator() {
    reads(
        """
        a + on(x, y,) b => (+ on[x, y] a b)
        a + on() b => (+ on[] a b)
        a / ignoring(sum, by) group_left b => (/ ignoring[sum, by] left[] a b)
        a / on(x) group_right("a.b", bool) b => (/ on[x] right[a.b, bool] a b)
        a > bool on(x) b => (> bool on[x] a b)
        a and on(x) b => (and on[x] a b)
        a + fill(0) b => (+ ignoring[] fill 0.0 0.0 a b)
        a + on(x) fill_left(-1) fill_right(5m) b => (+ on[x] fill -1.0 300.0 a b)
        a + on(x) group_left fill_right(2) b => (+ on[x] left[] fill null 2.0 a b)
        fill + fill => (+ fill fill)
        """);
  }

  @Test
  void setOperatorsMatchManyToMany() {
    BinaryExpr expr = (BinaryExpr) parse("a unless on(x) b");

    assertThat(Objects.requireNonNull(expr.matching()).cardinality())
        .isEqualTo(VectorMatching.Cardinality.MANY_TO_MANY);
  }

  @Test
  void matchingIsNullUnlessWritten() {
    assertThat(((BinaryExpr) parse("a + b")).matching()).isNull();
  }

  @Test
  void aggregationsTakeTheirLabelsBeforeOrBehind() {
    reads(
        """
        sum(a) => (sum a)
        SUM(a) => (sum a)
        sum by (x) (a) => (sum by [x] a)
        sum(a) by (x, "y.z") => (sum by [x, y.z] a)
        avg without (x) (a) => (avg without [x] a)
        avg without () (a) => (avg without [] a)
        topk by (job) (5, a) => (topk by [job] 5.0 a)
        count_values("v", a) => (count_values 'v' a)
        limit_ratio(-0.5, a) => (limit_ratio -0.5 a)
        sum by (a:b, offset, step) (a) => (sum by [a:b, offset, step] a)
        """);
  }

  @Test
  void selectorsTakeAllKindsOfMatchers() {
    reads(
        """
        foo => foo
        a:b:c => a:b:c
        foo{} => foo
        {a="b"} => {a="b"}
        foo{a="b",c!="d",e=~"f.*",g!~"h",} => foo{a="b",c!="d",e=~"f.*",g!~"h"}
        {"my.metric","a b"='c',x!=`d\\e`} => my.metric{"a b"="c",x!="d\\\\e"}
        {sum="x", by="y", NaN="z"} => {sum="x",by="y",NaN="z"}
        """);
    assertThat(Shape.of(parse("foo { # comment }\n a = 'b' # more\n}"))).isEqualTo("foo{a=\"b\"}");
  }

  @Test
  void modifiersStandInAnyOrder() {
    reads(
        """
        a offset 5m => a offset 300.0s
        a offset -5m => a offset -300.0s
        a offset 300 => a offset 300.0
        a offset 0s => a
        a @ 1.5 => a @1500
        a @ -1 => a @-1000
        a @ 5m => a @300000
        a @ start() offset 1m => a offset 60.0s @start
        a offset 1m @ end() => a offset 60.0s @end
        a[5m] offset 1m => a offset 60.0s[300.0s]
        a[5m] @ 0.0005 => a @1[300.0s]
        a[300] => a[300.0]
        a[5m] anchored => a ANCHORED[300.0s]
        a smoothed => a SMOOTHED
        a offset 1m + b => (+ a offset 60.0s b)
        a offset 100 + 2 => (+ a offset 100.0 2.0)
        a offset -2 ^ 2 => (^ a offset -2.0 2.0)
        """);
  }

  @Test
  void subqueriesNest() {
    reads(
        """
        a[1h:5m] => (sub a 3600.0s:300.0s)
        a[1h:] => (sub a 3600.0s:)
        a[1h:] offset 1m @ 3 => (sub a 3600.0s: offset 60.0s @3000)
        rate(a[1m])[1h:5m] => (sub rate(a[60.0s]) 3600.0s:300.0s)
        max_over_time(a[1h:5m])[2h:] => (sub max_over_time((sub a 3600.0s:300.0s)) 7200.0s:)
        a offset 5m[1h:] => (sub a offset 300.0s 3600.0s:)
        1[5m:] => (sub 1.0 300.0s:)
        """);
  }

  @Test
  void durationsMayBeComputed() {
    reads(
        """
        a[5m + 1m * 2] => a[(+ 300.0s (* 60.0s 2.0))]
        a[2 ^ 3 ^ 2] => a[(^ 2.0 (^ 3.0 2.0))]
        a[(5m)] => a[<300.0s>]
        a[((5m))] => a[<300.0s>]
        a[step() + range()] => a[(+ step() range())]
        a[5m-1] => a[(- 300.0s 1.0)]
        a[-(1m - 2m)] => a[(neg <(- 60.0s 120.0s)>)]
        a[max_of(step(), 1m):min(1m, 2m)] => (sub a max_of(step(), 60.0s):min_of(60.0s, 120.0s))
        a offset step() * 2 => (* a offset step() 2.0)
        a offset -step() => a offset (neg step())
        a offset +step() => a offset (pos step())
        a offset -(1m + 2m) => a offset (neg <(+ 60.0s 120.0s)>)
        a offset (1m + 2m) * 2 => a offset (* <(+ 60.0s 120.0s)> 2.0)
        a offset min_of(1m, 2m) + b => (+ a offset min_of(60.0s, 120.0s) b)
        a[1h:step()] => (sub a 3600.0s:step())
        a[1h : 5m] => (sub a 3600.0s:300.0s)
        """);
  }

  @Test
  void wordsOfTheLanguageAreNamesWhereNothingElseFits() {
    reads(
        """
        sum => sum
        sum{a="b"} + count => (+ sum{a="b"} count)
        by + without => (+ by without)
        offset offset 5m => offset offset 300.0s
        and and and => (and and and)
        or or unless => (or or unless)
        start + end @ start() => (+ start end @start)
        step{} / range => (/ step range)
        start() + end() => (+ start() end())
        max_of(1, 2) + min_of => (+ max_of(1.0, 2.0) min_of)
        anchored anchored => anchored ANCHORED
        smoothed[5m] smoothed => smoothed SMOOTHED[300.0s]
        group => group
        sum(sum) by (sum) => (sum by [sum] sum)
        """);
  }

  @Test
  void callsNest() {
    reads(
        """
        time() => time()
        f(g(h(1)), "x") => f(g(h(1.0)), 'x')
        round ( a , 5 ) => round(a, 5.0)
        histogram_quantile(0.9, sum by (le) (rate(a[5m]))) \
        => histogram_quantile(0.9, (sum by [le] rate(a[300.0s])))
        """);
  }

  @Test
  void commentsRunToTheEndOfTheLine() {
    assertThat(Shape.of(parse("# first\na # second + x\n+ b # third"))).isEqualTo("(+ a b)");
  }
}
