package org.llmtutor.promql.series;

import org.llmtutor.promql.model.Labels;

/**
 * The notation of rule unit tests: a series, then its values at equal distances.
 *
 * <pre>
 * up{job="a"}  1 0x2 _ stale     1, three zeros, a gap, the end of the series
 * "2+3x4"                        2 5 8 11 14: repeated addition, one more value than the count
 * "_x3"                          three gaps
 * {{sum:1 count:2}}+{{count:1}}x3  histograms likewise
 * </pre>
 *
 * <p>Numbers are decimal, {@code Inf} or {@code NaN}; there is no hexadecimal form, because {@code
 * 0x3} repeats zero. Names that are no identifiers stand in quotes: {@code {"http.requests",
 * "a.b"="c"}}.
 */
public final class SeriesNotation {

  /** How many values, gaps included, one line may stand for unless told otherwise. */
  public static final int MAX_VALUES = 1_000_000;

  private SeriesNotation() {}

  /**
   * Reads a series and the values that follow it, if any.
   *
   * @throws SeriesNotationException when {@code text} is something else, or stands for more than
   *     {@link #MAX_VALUES} values
   */
  public static SeriesDescription parse(String text) {
    return parse(text, MAX_VALUES);
  }

  /**
   * Reads a series and at most {@code maxValues} values that follow it.
   *
   * @throws SeriesNotationException when {@code text} is something else
   */
  public static SeriesDescription parse(String text, int maxValues) {
    Cursor cursor = new Cursor(text);
    cursor.skipSpace();
    Labels labels = new MetricReader(cursor).read();
    return new SeriesDescription(labels, new ValuesReader(cursor, maxValues).read());
  }

  /**
   * Reads a series that no values may follow.
   *
   * @throws SeriesNotationException when {@code text} is something else
   */
  public static Labels parseMetric(String text) {
    Cursor cursor = new Cursor(text);
    cursor.skipSpace();
    Labels labels = new MetricReader(cursor).read();
    cursor.skipSpace();
    if (!cursor.atEnd()) {
      throw cursor.unexpected("after the series", "end the text here");
    }
    return labels;
  }
}
