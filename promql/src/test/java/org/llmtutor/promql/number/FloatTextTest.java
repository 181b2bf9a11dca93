package org.llmtutor.promql.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "-1.5, -1.5",
    "0.1, 0.1",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "123456, 123456",
    "100000, 100000",
    "1000000, 1e+06",
    "1234567, 1.234567e+06",
    "123456.789, 123456.789",
    "1e21, 1e+21",
    "2e23, 2e+23",
    "1e23, 1e+23",
    "8.41E21, 8.41e+21",
    "2.0E-3, 0.002",
    "4.9E-324, 5e-324",
    "1.7976931348623157E308, 1.7976931348623157e+308",
    "2.2250738585072014E-308, 2.2250738585072014e-308",
    "9007199254740993, 9.007199254740992e+15",
    "9223372036854775807, 9.223372036854776e+18",
    "0.30000000000000004, 0.30000000000000004",
    "3.141592653589793, 3.141592653589793",
    "9.5367431640625E-7, 9.5367431640625e-07",
    "5e-100, 5e-100",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf",
  })
  void writesAsGoDoes(double value, String text) {
    assertThat(FloatText.format(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1000000, 1000000",
    "1e21, 1000000000000000000000",
    "2e23, 200000000000000000000000",
    "0.00001, 0.00001",
    "-1234.5678, -1234.5678",
    "Infinity, +Inf",
  })
  void writesWithoutAnExponentWhereAsked(double value, String text) {
    assertThat(FloatText.shortestDecimal(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1.25, f, 1, 1.2",
    "1.35, f, 1, 1.4",
    "0.5, f, 0, 0",
    "1.5, f, 0, 2",
    "0.04, f, 1, 0.0",
    "1, f, 3, 1.000",
    "-2.0005, f, 3, -2.001",
    "12345.678, e, 2, 1.23e+04",
    "0, e, 2, 0.00e+00",
    "1e-10, e, 0, 1e-10",
    "1e-10, e, -1, 1e-10",
    "123456789, g, 4, 1.235e+08",
    "1234, g, 4, 1234",
    "1234.5, g, 4, 1234",
    "0.00001234, g, 3, 1.23e-05",
    "100000, g, 6, 100000",
    "1000000, g, 6, 1e+06",
    "100, g, 2, 1e+02",
    "0.1, g, 17, 0.10000000000000001",
    "0, g, 3, 0",
    "5, g, 0, 5",
  })
  void roundsWhereAPrecisionIsGiven(double value, char verb, int precision, String text) {
    assertThat(FloatText.format(value, verb, precision)).isEqualTo(text);
  }

  @Test
  void knowsThreeVerbs() {
    assertThatThrownBy(() -> FloatText.format(1, 'x', 2))
        .hasMessage("'x': not a verb; use f, e or g");
  }

  @Property(tries = 2000)
  void readsBackAndIsShortest(@ForAll("doubles") double value) {
    String text = FloatText.format(value);
    assertThat(Double.parseDouble(text)).isEqualTo(value);
    assertThat(Double.parseDouble(FloatText.shortestDecimal(value))).isEqualTo(value);

    int digits = Decimal.shortest(Math.abs(value)).digits().length();
    BigDecimal exact = new BigDecimal(value);
    if (digits > 1) {
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.UP, RoundingMode.DOWN}) {
        BigDecimal shorter = exact.round(new MathContext(digits - 1, mode));
        assertThat(shorter.doubleValue()).isNotEqualTo(value);
      }
    }
  }

  @Provide
  Arbitrary<Double> doubles() {
    Arbitrary<Double> anyBits =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<Double> powersOfTwo =
        Arbitraries.integers().between(-1074, 1023).map(exponent -> Math.scalb(1.0, exponent));
    Arbitrary<Double> subnormal =
        Arbitraries.longs().between(1, 1L << 52).map(Double::longBitsToDouble);
    Arbitrary<Double> fewDigits =
        Arbitraries.integers()
            .between(1, 999)
            .flatMap(
                digits ->
                    Arbitraries.integers()
                        .between(-320, 305)
                        .map(exponent -> Double.parseDouble(digits + "e" + exponent)));
    return Arbitraries.oneOf(anyBits, powersOfTwo, subnormal, fewDigits);
  }
}
