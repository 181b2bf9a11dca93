package org.llmtutor.promql.histogram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.number.FloatText;

/**
 * Histograms as text: {@code {{schema:1 sum:3 count:22 z_bucket:4 z_bucket_w:0.001 offset:-1
 * buckets:[5 10 7] n_offset:0 n_buckets:[1] custom_values:[5 10] counter_reset_hint:gauge}}}, any
 * part left out, in any order.
 */
public final class HistogramNotation {

  /**
   * A histogram and what its text says.
   *
   * @param histogram the histogram
   * @param hintWritten whether {@code counter_reset_hint} stands there
   */
  public record Parsed(FloatHistogram histogram, boolean hintWritten) {}

  private HistogramNotation() {}

  /**
   * Reads notation, braces included.
   *
   * @throws PromqlException when {@code text} is not a histogram
   */
  public static FloatHistogram parse(String text) {
    return read(text).histogram();
  }

  /**
   * Reads notation, braces included, and tells whether a hint is written.
   *
   * @throws PromqlException when {@code text} is not a histogram
   */
  public static Parsed read(String text) {
    if (!text.startsWith("{{") || !text.endsWith("}}") || text.length() < 4) {
      throw new PromqlException(
          text + ": not a histogram", "write it in braces, such as {{count:4 buckets:[1 2 1]}}");
    }
    return new NotationParts(text).histogram();
  }

  /**
   * Writes notation, braces included; gaps between buckets become empty buckets. {@link #parse}
   * reads an equal histogram with the same hint, save for those gaps.
   */
  public static String print(FloatHistogram histogram) {
    List<String> parts = new ArrayList<>();
    if (histogram.schema != 0) {
      parts.add("schema:" + histogram.schema);
    }
    number(parts, "count:", histogram.count);
    number(parts, "sum:", histogram.sum);
    number(parts, "z_bucket:", histogram.zeroCount);
    number(parts, "z_bucket_w:", histogram.zeroThreshold);
    if (histogram.bounds.length > 0) {
      parts.add("custom_values:" + list(histogram.bounds));
    }
    if (histogram.hint != CounterResetHint.UNKNOWN) {
      parts.add("counter_reset_hint:" + histogram.hint.text());
    }
    buckets(parts, "", histogram.positive);
    buckets(parts, "n_", histogram.negative);
    return "{{" + String.join(" ", parts) + "}}";
  }

  private static void number(List<String> parts, String key, double value) {
    if (Double.doubleToRawLongBits(value) != 0) {
      parts.add(key + FloatText.format(value));
    }
  }

  private static void buckets(List<String> parts, String prefix, Buckets buckets) {
    if (buckets.isEmpty()) {
      return;
    }
    int first = buckets.index(0);
    if (first != 0) {
      parts.add(prefix + "offset:" + first);
    }
    double[] counts = new double[buckets.index(buckets.size() - 1) - first + 1];
    for (int i = 0; i < buckets.size(); i++) {
      counts[buckets.index(i) - first] = buckets.count(i);
    }
    parts.add(prefix + "buckets:" + list(counts));
  }

  private static String list(double[] numbers) {
    List<String> texts = new ArrayList<>();
    for (double number : numbers) {
      texts.add(FloatText.format(number));
    }
    return "[" + String.join(" ", texts) + "]";
  }

  /** As Prometheus prints a histogram in results. */
  static String describe(FloatHistogram histogram) {
    List<String> parts = new ArrayList<>();
    parts.add("count:" + FloatText.format(histogram.count));
    parts.add("sum:" + FloatText.format(histogram.sum));
    List<String> negative = side(histogram, histogram.negative, false);
    Collections.reverse(negative);
    parts.addAll(negative);
    if (histogram.zeroCount != 0) {
      String width = FloatText.format(histogram.zeroThreshold);
      parts.add("[-" + width + "," + width + "]:" + FloatText.format(histogram.zeroCount));
    }
    parts.addAll(side(histogram, histogram.positive, true));
    return "{" + String.join(", ", parts) + "}";
  }

  private static List<String> side(FloatHistogram histogram, Buckets side, boolean positive) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < side.size(); i++) {
      if (side.count(i) != 0) {
        double near = histogram.bound(side.index(i) - 1);
        double far = histogram.bound(side.index(i));
        double lower = positive ? near : -far;
        double upper = positive ? far : -near;
        boolean first = side.index(i) == 0;
        boolean custom = histogram.usesCustomBuckets();
        boolean closedBelow = custom ? first : lower < 0;
        texts.add(
            (closedBelow ? "[" : "(")
                + FloatText.format(lower)
                + ","
                + FloatText.format(upper)
                + (custom || upper > 0 ? "]:" : "):")
                + FloatText.format(side.count(i)));
      }
    }
    return texts;
  }
}
