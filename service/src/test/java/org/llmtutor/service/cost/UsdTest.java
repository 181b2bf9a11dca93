package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class UsdTest {

  @Test
  void roundsHalfEvenToANanoDollar() {
    assertThat(Usd.parse("0.0000000005").nanos()).isZero();
    assertThat(Usd.parse("0.0000000015").nanos()).isEqualTo(2);
    assertThat(Usd.parse("-0.0000000015").nanos()).isEqualTo(-2);
  }

  @Test
  void printsPlainDollars() {
    assertThat(Usd.parse("100.00")).hasToString("$100");
    assertThat(Usd.parse("0.000000001")).hasToString("$0.000000001");
    assertThat(Usd.ZERO.toDecimal()).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void refusesToOverflow() {
    Usd most = new Usd(Long.MAX_VALUE);
    assertThatThrownBy(() -> most.plus(new Usd(1))).isInstanceOf(ArithmeticException.class);
    BigDecimal tooMuch = new BigDecimal("1e11");
    assertThatThrownBy(() -> Usd.of(tooMuch)).isInstanceOf(ArithmeticException.class);
  }
}
