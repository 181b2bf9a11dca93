package org.llmtutor.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.ast.DeepStack;
import org.llmtutor.promql.ast.Depth;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.promql.types.TypeChecker;
import org.llmtutor.promql.types.ValueType;

class DepthTest {

  private static final int LEVELS = 20_000;

  private static Expr parse(String text) {
    ParseResult result = Parser.parse(text, LanguageProfile.ALL);
    assertThat(result.problems()).isEmpty();
    return Objects.requireNonNull(result.expr());
  }

  private static void isDeepAndSound(String text) {
    Expr expr = parse(text);
    assertThat(Depth.of(expr)).isGreaterThanOrEqualTo(LEVELS);
    assertThat(TypeChecker.check(expr, LanguageProfile.ALL)).isEmpty();
    assertThat(ValueType.of(expr)).isIn(ValueType.SCALAR, ValueType.VECTOR);
    String shape = DeepStack.run(Depth.of(expr), () -> Shape.of(expr));
    assertThat(shape.length()).isGreaterThan(LEVELS);
  }

  @Test
  void parenthesesNest() {
    isDeepAndSound("(".repeat(LEVELS) + "a" + ")".repeat(LEVELS));
  }

  @Test
  void signsNest() {
    isDeepAndSound("-".repeat(LEVELS) + "a");
    isDeepAndSound("-(".repeat(LEVELS) + "1" + ")".repeat(LEVELS));
  }

  @Test
  void operatorsChainFromTheLeft() {
    isDeepAndSound("1" + "+1".repeat(LEVELS));
    isDeepAndSound("a" + " and a".repeat(LEVELS));
  }

  @Test
  void powersChainFromTheRight() {
    isDeepAndSound("a" + "^a".repeat(LEVELS));
    isDeepAndSound("1" + "^-1".repeat(LEVELS));
  }

  @Test
  void callsAndAggregationsNest() {
    isDeepAndSound("abs(".repeat(LEVELS) + "a" + ")".repeat(LEVELS));
    isDeepAndSound("sum(".repeat(LEVELS) + "a" + ") by (x)".repeat(LEVELS));
    isDeepAndSound("topk(1, ".repeat(LEVELS) + "a" + ")".repeat(LEVELS));
  }

  @Test
  void subqueriesNest() {
    isDeepAndSound("rate(".repeat(LEVELS) + "a" + "[5m:1m])".repeat(LEVELS));
  }

  @Test
  void durationsNest() {
    assertThat(parse("a[" + "(".repeat(LEVELS) + "5m" + ")".repeat(LEVELS) + "]")).isNotNull();
    assertThat(parse("a[5m" + "+5m".repeat(LEVELS) + "]")).isNotNull();
    assertThat(parse("a[" + "--".repeat(LEVELS) + "5m]")).isNotNull();
    assertThat(parse("a[" + "min_of(1m,".repeat(LEVELS) + "5m" + ")".repeat(LEVELS) + "]"))
        .isNotNull();
  }

  @Test
  void unclosedParenthesesAreOneProblem() {
    assertThat(Parser.parse("(".repeat(LEVELS), LanguageProfile.ALL).problems()).hasSize(1);
  }
}
