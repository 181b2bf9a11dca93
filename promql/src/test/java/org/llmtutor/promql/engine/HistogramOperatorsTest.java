package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.engine.HistogramOperators.Outcome;
import org.llmtutor.promql.engine.HistogramOperators.Result;
import org.llmtutor.promql.function.HistogramNotes;
import org.llmtutor.promql.histogram.CounterResetHint;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramNotation;
import org.llmtutor.promql.model.Annotation;
import org.llmtutor.promql.model.Annotations;
import org.llmtutor.promql.source.PositionRange;

class HistogramOperatorsTest {

  private final Annotations annotations = new Annotations();

  private Result apply(BinaryOp op, Object left, Object right) {
    return new HistogramOperators(op, new HistogramNotes(annotations, PositionRange.NONE))
        .apply(number(left), histogram(left), number(right), histogram(right));
  }

  private static double number(Object side) {
    return side instanceof Number number ? number.doubleValue() : 0;
  }

  private static @Nullable FloatHistogram histogram(Object side) {
    return side instanceof String text ? HistogramNotation.parse("{{" + text + "}}") : null;
  }

  private FloatHistogram kept(BinaryOp op, Object left, Object right) {
    Result result = apply(op, left, right);
    assertThat(result.outcome()).isEqualTo(Outcome.KEPT);
    return Objects.requireNonNull(result.histogram());
  }

  private List<String> notes() {
    return annotations.list().stream().map(Annotation::message).toList();
  }

  @Test
  void addsAndSubtracts() {
    assertThat(kept(BinaryOp.ADD, "count:1 buckets:[1]", "count:2 buckets:[0 2]"))
        .isEqualTo(histogram("count:3 buckets:[1 2]"));
    FloatHistogram difference = kept(BinaryOp.SUB, "count:3 buckets:[1 2]", "count:1 buckets:[1]");
    assertThat(difference).isEqualTo(histogram("count:2 offset:1 buckets:[2]"));
    assertThat(difference.counterResetHint()).isEqualTo(CounterResetHint.GAUGE);
    assertThat(notes()).isEmpty();
  }

  @Test
  void scalesFromEitherSideAndDivides() {
    assertThat(kept(BinaryOp.MUL, "count:2", 3)).isEqualTo(histogram("count:6"));
    assertThat(kept(BinaryOp.MUL, 3, "count:2")).isEqualTo(histogram("count:6"));
    assertThat(kept(BinaryOp.DIV, "count:2", 4)).isEqualTo(histogram("count:0.5"));
  }

  @Test
  void trims() {
    assertThat(kept(BinaryOp.TRIM_UPPER, "count:2 buckets:[1 1]", 1).count()).isEqualTo(1);
    assertThat(kept(BinaryOp.TRIM_LOWER, "count:3 buckets:[1 2]", 1).count()).isEqualTo(2);
    assertThat(apply(BinaryOp.TRIM_LOWER, 1, 2).outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(notes())
        .containsExactly(
            "PromQL info: incompatible sample types encountered for binary operator \">/\": float"
                + " >/ float");
  }

  @Test
  void comparesForEquality() {
    assertThat(apply(BinaryOp.EQL, "count:1", "count:1").outcome()).isEqualTo(Outcome.KEPT);
    assertThat(apply(BinaryOp.EQL, "count:1", "count:2").outcome()).isEqualTo(Outcome.FILTERED);
    assertThat(apply(BinaryOp.NEQ, "count:1", "count:1").outcome()).isEqualTo(Outcome.FILTERED);
    assertThat(kept(BinaryOp.NEQ, "count:1", "count:2")).isEqualTo(histogram("count:1"));
  }

  @ParameterizedTest
  @CsvSource({"ADD, +", "SUB, -", "DIV, /", "POW, ^", "LSS, <", "EQL, =="})
  void hasNothingForAFloatAndAHistogram(BinaryOp op, String symbol) {
    assertThat(apply(op, 1, "count:1").outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(notes())
        .containsExactly(
            "PromQL info: incompatible sample types encountered for binary operator \""
                + symbol
                + "\": float "
                + symbol
                + " histogram");
  }

  @Test
  void warnsWhenBucketsDoNotFit() {
    assertThat(apply(BinaryOp.ADD, "count:1", "schema:-53 count:1").outcome())
        .isEqualTo(Outcome.NOTHING);
    apply(
        BinaryOp.ADD,
        "schema:-53 count:1 custom_values:[1] buckets:[1]",
        "schema:-53 count:1 custom_values:[2] buckets:[1]");
    apply(BinaryOp.SUB, "count:1 counter_reset_hint:reset", "count:1 counter_reset_hint:not_reset");
    assertThat(notes())
        .containsExactly(
            "PromQL warning: incompatible bucket layout encountered for binary operator +",
            "PromQL info: mismatched custom buckets were reconciled during addition",
            "PromQL warning: conflicting counter resets during histogram subtraction");
  }
}
