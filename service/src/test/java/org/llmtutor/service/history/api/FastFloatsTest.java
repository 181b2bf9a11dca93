package org.llmtutor.service.history.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.number.FloatText;

class FastFloatsTest {

  private final Random random = new Random(20);

  private static String fast(double value) {
    StringBuilder out = new StringBuilder();
    FastFloats.append(out, value);
    return out.toString();
  }

  private static String exact(double value) {
    double size = Math.abs(value);
    boolean exponent = size != 0 && (size < 1e-6 || size >= 1e21);
    return FloatText.format(value, exponent ? 'e' : 'f', FloatText.SHORTEST);
  }

  private static void assertSame(DoubleSupplier values) {
    for (int i = 0; i < 20_000; i++) {
      double value = values.getAsDouble();
      assertThat(fast(value)).as("%s", value).isEqualTo(exact(value));
    }
  }

  @Test
  void anyDoubleHasItsShortestText() {
    assertSame(() -> Double.longBitsToDouble(random.nextLong()));
  }

  @Test
  void doublesOfUsualSizesHaveTheirShortestText() {
    assertSame(() -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(34) - 10));
  }

  @Test
  void doublesWithFewDigitsHaveTheirShortestText() {
    assertSame(() -> (random.nextInt(2_000) - 1_000) * Math.pow(10, random.nextInt(40) - 12));
  }

  @Test
  void powersOfTwoHaveTheirShortestText() {
    assertSame(() -> Math.scalb(1.0, random.nextInt(2_098) - 1_074));
  }
}
