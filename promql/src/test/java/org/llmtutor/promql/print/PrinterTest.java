package org.llmtutor.promql.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.AtModifier;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorMatching.Cardinality;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.source.PositionRange;

class PrinterTest {

  private static final PositionRange NOWHERE = PositionRange.NONE;

  @Test
  void writesNumbersWithoutExponents() {
    assertThat(Printer.print(number(1.5))).isEqualTo("1.5");
    assertThat(Printer.print(number(1e6))).isEqualTo("1000000");
    assertThat(Printer.print(number(-1e-7))).isEqualTo("-0.0000001");
    assertThat(Printer.print(number(Double.POSITIVE_INFINITY))).isEqualTo("+Inf");
    assertThat(Printer.print(number(Double.NaN))).isEqualTo("NaN");
  }

  @Test
  void keepsDurationsThatStandForNumbers() {
    assertThat(Printer.print(new NumberLiteral(300, true, NOWHERE))).isEqualTo("5m");
    assertThat(Printer.print(new NumberLiteral(-0.5, true, NOWHERE))).isEqualTo("-500ms");
  }

  @Test
  void writesStringsInDoubleQuotes() {
    assertThat(Printer.print(new StringLiteral("a\"\n", NOWHERE))).isEqualTo("\"a\\\"\\n\"");
  }

  @Test
  void sortsMatchersAndKeepsTheNameBeforeThem() {
    VectorSelector selector =
        selector("up", matcher("job", "b"), matcher("a.b", "x"), matcher("__name__", "up"));
    assertThat(Printer.print(selector)).isEqualTo("up{\"a.b\"=\"x\",job=\"b\"}");
    assertThat(Printer.print(selector("up", matcher("__name__", "up")))).isEqualTo("up");
    assertThat(Printer.print(selector(null, matcher("__name__", "up"))))
        .isEqualTo("{__name__=\"up\"}");
  }

  @Test
  void quotesNamesThatCannotStandBare() {
    assertThat(Printer.print(selector("a b", matcher("__name__", "a b"), matcher("x", "1"))))
        .isEqualTo("{\"a b\",x=\"1\"}");
    assertThat(Printer.print(selector("NaN"))).isEqualTo("{\"NaN\"}");
    assertThat(Printer.print(selector("bool"))).isEqualTo("{\"bool\"}");
    assertThat(Printer.print(selector("sum"))).isEqualTo("sum");
  }

  @Test
  void writesTimesAndOffsetsInPrometheusOrder() {
    VectorSelector vector =
        new VectorSelector(
            "up",
            List.of(),
            new DurationExpr.Literal(-300_000, NOWHERE),
            new AtModifier.Timestamp(1500),
            RangeExtension.ANCHORED,
            NOWHERE);
    assertThat(Printer.print(vector)).isEqualTo("up @ 1.500 anchored offset -5m");
    assertThat(Printer.print(new MatrixSelector(vector, minutes(5), NOWHERE)))
        .isEqualTo("up[5m] anchored @ 1.500 offset -5m");
    assertThat(
            Printer.print(
                new SubqueryExpr(
                    selector("up"), minutes(5), null, minutes(1), new AtModifier.End(), NOWHERE)))
        .isEqualTo("up[5m:] @ end() offset 1m");
  }

  @Test
  void writesDurationExpressions() {
    DurationExpr sum =
        new DurationExpr.Paren(
            new DurationExpr.Arithmetic(
                BinaryOp.ADD,
                new DurationExpr.Call("step", List.of(), NOWHERE),
                new DurationExpr.Signed(true, minutes(1), NOWHERE),
                NOWHERE),
            NOWHERE);
    DurationExpr range = new DurationExpr.Call("max", List.of(sum, minutes(2)), NOWHERE);
    assertThat(Printer.print(new MatrixSelector(selector("up"), range, NOWHERE)))
        .isEqualTo("up[max((step() + -1m), 2m)]");
  }

  @Test
  void writesAggregationsWithTheirGroupingFirst() {
    assertThat(Printer.print(aggregate(AggregateOp.SUM, null, List.of(), false)))
        .isEqualTo("sum(up)");
    assertThat(Printer.print(aggregate(AggregateOp.SUM, null, List.of(), true)))
        .isEqualTo("sum without () (up)");
    assertThat(Printer.print(aggregate(AggregateOp.TOPK, number(5), List.of("a", "b.c"), false)))
        .isEqualTo("topk by (a, \"b.c\") (5, up)");
  }

  @Test
  void writesAllThatAnOperatorIsModifiedBy() {
    assertThat(Printer.print(binary(null, false))).isEqualTo("up - up");
    assertThat(Printer.print(binary(VectorMatching.DEFAULT, true))).isEqualTo("up - bool up");
    assertThat(Printer.print(binary(matching(Cardinality.ONE_TO_ONE, true, List.of()), false)))
        .isEqualTo("up - on () up");
    assertThat(Printer.print(binary(matching(Cardinality.ONE_TO_MANY, false, List.of()), false)))
        .isEqualTo("up - ignoring () group_right (x) up");
    VectorMatching filled =
        new VectorMatching(Cardinality.ONE_TO_ONE, true, List.of("a"), List.of(), 0.0, 1e6);
    assertThat(Printer.print(binary(filled, false)))
        .isEqualTo("up - on (a) fill_left (0) fill_right (1e+06) up");
    VectorMatching both =
        new VectorMatching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), 0.0, 0.0);
    assertThat(Printer.print(binary(both, false))).isEqualTo("up - fill (0) up");
  }

  @Test
  void writesCallsAndSigns() {
    assertThat(Printer.print(new Call("time", List.of(), NOWHERE))).isEqualTo("time()");
    assertThat(
            Printer.print(
                new UnaryExpr(
                    true, new Call("round", List.of(selector("up"), number(2)), NOWHERE), NOWHERE)))
        .isEqualTo("-round(up, 2)");
  }

  @Test
  void hasNoTroubleWithDepth() {
    Expr deep = selector("x");
    for (int i = 0; i < 50_000; i++) {
      deep = i % 2 == 0 ? new ParenExpr(deep, NOWHERE) : new UnaryExpr(true, deep, NOWHERE);
    }
    assertThat(Printer.print(deep)).hasSize(75_001);
    assertThat(PrettyPrinter.print(deep)).contains("(\n").endsWith(")");
  }

  private static NumberLiteral number(double value) {
    return new NumberLiteral(value, false, NOWHERE);
  }

  private static DurationExpr minutes(int minutes) {
    return new DurationExpr.Literal(minutes * 60_000L, NOWHERE);
  }

  private static LabelMatcher matcher(String name, String value) {
    return new LabelMatcher(name, LabelMatcher.Type.EQUAL, value);
  }

  private static VectorSelector selector(@Nullable String name, LabelMatcher... matchers) {
    return new VectorSelector(name, List.of(matchers), null, null, RangeExtension.NONE, NOWHERE);
  }

  private static Expr aggregate(
      AggregateOp op, @Nullable Expr parameter, List<String> grouping, boolean without) {
    return new AggregateExpr(op, selector("up"), parameter, grouping, without, NOWHERE);
  }

  private static VectorMatching matching(Cardinality cardinality, boolean on, List<String> labels) {
    return new VectorMatching(cardinality, on, labels, List.of("x"), null, null);
  }

  private static Expr binary(@Nullable VectorMatching matching, boolean returnBool) {
    return new BinaryExpr(
        BinaryOp.SUB, selector("up"), selector("up"), matching, returnBool, NOWHERE);
  }
}
