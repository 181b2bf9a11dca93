package org.llmtutor.promql.series;

import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramNotation;
import org.llmtutor.promql.model.Samples;

/** Reads values up to the end of the text. */
final class ValuesReader {

  private static final String REMEDY =
      "use forms such as 1, 1x3, 1+2x3, _, _x3, stale, NaN, Inf or {{count:1}}";

  private final Cursor cursor;
  private final int maxValues;
  private final ValueSequence values = new ValueSequence();

  ValuesReader(Cursor cursor, int maxValues) {
    this.cursor = cursor;
    this.maxValues = maxValues;
  }

  ValueSequence read() {
    cursor.skipSpace();
    while (!cursor.atEnd()) {
      readItem();
      if (!cursor.atEnd() && !cursor.atSpace()) {
        throw cursor.unexpected("in a value", REMEDY);
      }
      cursor.skipSpace();
    }
    return values;
  }

  private void readItem() {
    int start = cursor.index();
    if (cursor.take('_')) {
      int gaps = cursor.peek() == 'x' ? repeats() : 1;
      checkTotal(start, gaps);
      for (int i = 0; i < gaps; i++) {
        values.addGap();
      }
    } else if (cursor.startsWith("{{")) {
      readHistograms(start);
    } else if (cursor.startsWith("stale")) {
      cursor.moveTo(start + "stale".length());
      checkTotal(start, 1);
      values.add(Samples.STALE);
    } else {
      readFloats(start);
    }
  }

  private void readFloats(int start) {
    double value = new NumberReader(cursor).readSigned();
    boolean growing = cursor.peek() == '+' || cursor.peek() == '-';
    double step = growing ? new NumberReader(cursor).readSigned() : 0;
    if (growing && cursor.peek() != 'x') {
      throw cursor.unexpected("where x and a count should stand", REMEDY);
    }
    int count = cursor.peek() == 'x' ? repeats() : 0;
    checkTotal(start, count + 1L);
    for (int i = 0; i <= count; i++) {
      values.add(value);
      if (growing) {
        value += step;
      }
    }
  }

  private void readHistograms(int start) {
    HistogramNotation.Parsed first = readHistogram();
    char sign = cursor.peek();
    if (sign != '+' && sign != '-') {
      int count = sign == 'x' ? repeats() : 0;
      checkTotal(start, count + 1L);
      for (int i = 0; i <= count; i++) {
        values.add(first.histogram(), first.hintWritten());
      }
      return;
    }
    cursor.next();
    if (!cursor.startsWith("{{")) {
      throw cursor.unexpected("where a histogram to add should stand", REMEDY);
    }
    HistogramNotation.Parsed step = readHistogram();
    if (cursor.peek() != 'x') {
      throw cursor.unexpected("where x and a count should stand", REMEDY);
    }
    int count = repeats();
    checkTotal(start, count + 1L);
    addGrowing(start, first, step, sign == '+', count);
  }

  private void addGrowing(
      int start,
      HistogramNotation.Parsed first,
      HistogramNotation.Parsed step,
      boolean growing,
      int count) {
    FloatHistogram current = first.histogram();
    if (count > 0 && current.schema() > step.histogram().schema()) {
      throw cursor.problemSince(
          start,
          "cannot merge from schema " + step.histogram().schema() + " to " + current.schema(),
          "give the histogram that is added at least the resolution of the first");
    }
    boolean hint = first.hintWritten() || step.hintWritten();
    values.add(current, hint);
    for (int i = 0; i < count; i++) {
      current = growing ? current.plus(step.histogram()) : current.minus(step.histogram());
      values.add(current, hint);
    }
  }

  private HistogramNotation.Parsed readHistogram() {
    int start = cursor.index();
    int end = cursor.find("}}");
    if (end < 0) {
      throw cursor.unexpected("where a histogram should stand", "close it with }}");
    }
    cursor.moveTo(end + 2);
    try {
      return HistogramNotation.read(cursor.since(start));
    } catch (PromqlException wrong) {
      throw cursor.problemSince(start, wrong.problem(), wrong.remedy());
    }
  }

  /** The count after {@code x}, which is next. */
  private int repeats() {
    int start = cursor.index();
    cursor.next();
    long count = 0;
    int digits = cursor.index();
    while (cursor.peek() >= '0' && cursor.peek() <= '9') {
      count = Math.min(count * 10 + (cursor.next() - '0'), Integer.MAX_VALUE);
    }
    if (cursor.index() == digits) {
      throw cursor.problemSince(start, "no count after x", "write how often, as in 1x3");
    }
    checkTotal(start, count);
    return (int) count;
  }

  private void checkTotal(int start, long more) {
    if (values.size() + more > maxValues) {
      throw cursor.problemSince(
          start, "more than " + maxValues + " values in one line", "repeat fewer times");
    }
  }
}
