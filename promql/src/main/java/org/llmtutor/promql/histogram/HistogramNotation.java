package org.llmtutor.promql.histogram;

/**
 * Histograms as text: {@code {{schema:1 sum:3 count:22 z_bucket:4 z_bucket_w:0.001 offset:-1
 * buckets:[5 10 7] n_offset:0 n_buckets:[1] custom_values:[5 10] counter_reset_hint:gauge}}}, any
 * part left out, in any order.
 */
public final class HistogramNotation {

  private HistogramNotation() {}

  /**
   * Reads notation, braces included.
   *
   * @throws org.llmtutor.promql.PromqlException when {@code text} is not a histogram
   */
  public static FloatHistogram parse(String text) {
    throw new UnsupportedOperationException(text);
  }

  /** Writes notation, braces included; {@link #parse} reads an equal histogram with its hint. */
  public static String print(FloatHistogram histogram) {
    throw new UnsupportedOperationException(histogram.toString());
  }

  static String describe(FloatHistogram histogram) {
    return "{count:" + histogram.count() + ", sum:" + histogram.sum() + "}";
  }
}
