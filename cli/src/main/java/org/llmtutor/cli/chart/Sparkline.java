package org.llmtutor.cli.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A row of amounts as one line of blocks, from nothing to the most: {@code ▁▂▁▁▇█}; in ASCII {@code
 * _.:-=#}. Zero is always the lowest block and whatever is more is higher.
 */
public final class Sparkline {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII = "_.:-=+*#";

  private Sparkline() {}

  /**
   * Draws the last {@code width} amounts.
   *
   * @param amounts none of them negative
   */
  public static String of(List<BigDecimal> amounts, int width, boolean unicode) {
    String blocks = unicode ? BLOCKS : ASCII;
    List<BigDecimal> last = amounts.subList(Math.max(0, amounts.size() - width), amounts.size());
    BigDecimal most = last.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
    StringBuilder line = new StringBuilder();
    for (BigDecimal amount : last) {
      line.append(blocks.charAt(level(amount, most, blocks.length() - 1)));
    }
    return line.toString();
  }

  private static int level(BigDecimal amount, BigDecimal most, int highest) {
    if (amount.signum() <= 0 || most.signum() <= 0) {
      return 0;
    }
    int level =
        amount
            .multiply(BigDecimal.valueOf(highest))
            .divide(most, 0, RoundingMode.HALF_UP)
            .intValueExact();
    return Math.max(1, level);
  }
}
