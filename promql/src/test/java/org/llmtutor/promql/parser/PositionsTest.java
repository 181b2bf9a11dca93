package org.llmtutor.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.source.SourceText;
import org.llmtutor.promql.types.LanguageProfile;

class PositionsTest {

  /** The texts of all nodes, parents first. */
  private static List<String> parts(String text) {
    Expr expr = Objects.requireNonNull(Parser.parse(text, LanguageProfile.ALL).expr());
    SourceText source = new SourceText(text);
    List<String> parts = new ArrayList<>();
    Tree.walk(expr, node -> parts.add(source.slice(node.position())), node -> {});
    return parts;
  }

  @Test
  void operationsReachFromFirstToLastOperand() {
    assertThat(parts(" a + -b * 2 ")).containsExactly("a + -b * 2", "a", "-b * 2", "-b", "b", "2");
  }

  @Test
  void parenthesesAndCallsReachToTheirEnd() {
    assertThat(parts("( f ( x ) )")).containsExactly("( f ( x ) )", "f ( x )", "x");
  }

  @Test
  void aggregationsIncludeTheirLabels() {
    assertThat(parts("sum(a) by (x) + sum by (x) (b) "))
        .containsExactly(
            "sum(a) by (x) + sum by (x) (b)", "sum(a) by (x)", "a", "sum by (x) (b)", "b");
    assertThat(parts("(sum(a) )")).containsExactly("(sum(a) )", "sum(a)", "a");
  }

  @Test
  void selectorsIncludeTheirModifiers() {
    assertThat(parts("a{b='c'} offset 5m @ end() ")).containsExactly("a{b='c'} offset 5m @ end()");
  }

  @Test
  void rangesIncludeModifiersButTheSelectorInsideDoesNot() {
    assertThat(parts("a[5m] offset 1m @ 3")).containsExactly("a[5m] offset 1m @ 3", "a");
    assertThat(parts("f(a[5m] anchored)")).containsExactly("f(a[5m] anchored)", "a[5m]", "a");
  }

  @Test
  void subqueriesIncludeModifiers() {
    assertThat(parts("a[1h:5m] offset 1m")).containsExactly("a[1h:5m] offset 1m", "a");
  }

  @Test
  void signedNumbersStartAtTheirSign() {
    assertThat(parts("1 + - 2")).containsExactly("1 + - 2", "1", "- 2");
  }

  @Test
  void bytesAreCountedNotCharacters() {
    Expr expr =
        Objects.requireNonNull(
            Parser.parse("'\u00e9\uD83D\uDE00' + a", LanguageProfile.STABLE).expr());

    assertThat(expr.position().end()).isEqualTo(12);
    assertThat(parts("'\u00e9' + a")).containsExactly("'\u00e9' + a", "'\u00e9'", "a");
  }
}
