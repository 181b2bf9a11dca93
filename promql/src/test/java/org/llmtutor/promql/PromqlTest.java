package org.llmtutor.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.llmtutor.promql.ast.Call;

class PromqlTest {

  @Test
  void parsesExpressions() {
    assertThat(Promql.parse("rate(http_requests_total[5m])")).isInstanceOf(Call.class);
  }

  @Test
  void tellsEachProblemWithLineAndColumn() {
    assertThatExceptionOfType(PromqlSyntaxException.class)
        .isThrownBy(() -> Promql.parse("a +\n  '\u00e9' b +\n  rate(c d)"))
        .withMessage(
            """
            2:7: unexpected identifier "b", expected an operator or the end; write an operator \
            between expressions
            3:10: unexpected identifier "d", expected an operator or the end; write an operator \
            between expressions""")
        .satisfies(thrown -> assertThat(thrown.diagnostics()).hasSize(2));
  }

  @Test
  void checksTypesOnceTheSyntaxIsRight() {
    assertThatExceptionOfType(PromqlSyntaxException.class)
        .isThrownBy(() -> Promql.parse("1   ==\n2"))
        .withMessage("1:5: comparisons between scalars must use BOOL modifier; write == bool");
  }

  @Test
  void allowsOnlyTheStableLanguageUnlessTold() {
    assertThatExceptionOfType(PromqlSyntaxException.class)
        .isThrownBy(() -> Promql.parse("info(a)"))
        .withMessageContaining("is not enabled");
  }
}
