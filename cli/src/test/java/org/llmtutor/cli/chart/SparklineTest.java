package org.llmtutor.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {

  private static List<BigDecimal> amounts(int... amounts) {
    return IntStream.of(amounts).mapToObj(BigDecimal::valueOf).toList();
  }

  @Test
  void zeroIsLowestAndWhateverIsMoreIsHigher() {
    assertThat(Sparkline.of(amounts(0, 1, 500, 1000), 10, true)).isEqualTo("▁▂▅█");
    assertThat(Sparkline.of(amounts(0, 1, 500, 1000), 10, false)).isEqualTo("_.=#");
  }

  @Test
  void theLastAmountsAreDrawn() {
    assertThat(Sparkline.of(amounts(9, 9, 0, 1), 2, true)).isEqualTo("▁█");
    assertThat(Sparkline.of(amounts(0, 0), 5, true)).isEqualTo("▁▁");
    assertThat(Sparkline.of(List.of(), 5, true)).isEmpty();
  }
}
