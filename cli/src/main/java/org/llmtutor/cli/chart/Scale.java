package org.llmtutor.cli.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import org.llmtutor.cli.chart.ChartSeries.ChartPoint;

/**
 * The range of values a chart shows, and how its ends are written.
 *
 * @param low value at the bottom
 * @param high value at the top, above {@code low}
 */
record Scale(double low, double high) {

  /** The scale that holds all values; begins at zero when that is near. */
  static Scale of(Iterable<ChartSeries> series) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (ChartSeries one : series) {
      for (ChartPoint point : one.points()) {
        double y = point.y();
        if (Double.isFinite(y)) {
          low = Math.min(low, y);
          high = Math.max(high, y);
        }
      }
    }
    if (low > high) {
      return new Scale(0, 1);
    } else if (low == high) {
      double margin = low == 0 ? 1 : Math.abs(low) / 2;
      return low > 0 ? new Scale(0, low + margin) : new Scale(low - margin, low + margin);
    }
    return new Scale(low > 0 && low < high / 2 ? 0 : low, high);
  }

  /** The dot, counted from the top, of a value. */
  int dot(double value, int dots) {
    return (int) Math.round((high / 2 - value / 2) / (high / 2 - low / 2) * (dots - 1));
  }

  /** The value at a part of the height, 0 being the bottom. */
  double at(double part) {
    return low * (1 - part) + high * part;
  }

  /**
   * A value in four digits with a metric prefix, for example {@code 1.25k}; 0.001 and more as it
   * is.
   */
  static String label(double value) {
    if (value == 0) {
      return "0";
    } else if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
    if (Math.abs(value) >= 0.001 && Math.abs(value) < 1) {
      return round(value).toPlainString();
    }
    String[] prefixes = {"n", "u", "m", "", "k", "M", "G", "T"};
    double size = Math.abs(value);
    int prefix = (int) Math.floor(Math.log10(size) / 3) + 3;
    boolean plain = prefix < 0 || prefix >= prefixes.length;
    if (plain) {
      return round(value).toString();
    }
    return round(value / Math.pow(1000, prefix - 3)).toPlainString() + prefixes[prefix];
  }

  private static BigDecimal round(double value) {
    BigDecimal rounded = new BigDecimal(value, new MathContext(3)).stripTrailingZeros();
    return rounded.scale() < 0 && rounded.precision() - rounded.scale() <= 4
        ? rounded.setScale(0)
        : rounded;
  }
}
