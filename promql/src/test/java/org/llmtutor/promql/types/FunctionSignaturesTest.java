package org.llmtutor.promql.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionSignaturesTest {

  private static FunctionSignature signature(String name) {
    FunctionSignature signature = FunctionSignatures.find(name);
    if (signature == null) {
      throw new AssertionError("no function " + name);
    }
    return signature;
  }

  @Test
  void knowsStableAndExperimentalFunctions() {
    assertThat(signature("rate").experimental()).isFalse();
    assertThat(signature("info").experimental()).isTrue();
    assertThat(FunctionSignatures.find("Rate")).isNull();
  }

  @Test
  void knowsHowManyArgumentsMayStand() {
    assertThat(signature("round").minimum()).isEqualTo(1);
    assertThat(signature("round").maximum()).isEqualTo(2);
    assertThat(signature("label_join").minimum()).isEqualTo(3);
    assertThat(signature("label_join").maximum()).isEqualTo(Integer.MAX_VALUE);
    assertThat(signature("label_join").argument(9)).isEqualTo(ValueType.STRING);
    assertThat(signature("histogram_quantiles").minimum()).isEqualTo(3);
    assertThat(signature("histogram_quantiles").maximum()).isEqualTo(12);
    assertThat(signature("time").maximum()).isZero();
  }

  @Test
  void listsAllByName() {
    assertThat(List.copyOf(FunctionSignatures.names()))
        .isSorted()
        .contains("abs", "year", "min_of");
    assertThat(FunctionSignatures.all()).allMatch(s -> s.minimum() <= s.arguments().size());
  }
}
