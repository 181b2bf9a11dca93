package org.llmtutor.service.history.api;

import org.llmtutor.promql.histogram.Bucket;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.number.FloatText;

/**
 * Samples as Prometheus' JSON has them: {@code [1435781430.781,"1.5"]}, times in seconds, values as
 * texts. Holds a buffer, so it is for one thread.
 */
final class SampleText {

  private final StringBuilder out = new StringBuilder(64);

  /** A float of a vector or matrix. */
  String sample(long time, double value) {
    out.setLength(0);
    out.append('[');
    appendTime(time);
    out.append(',');
    appendValue(value);
    return out.append(']').toString();
  }

  /** A scalar, whose value never has an exponent. */
  String scalar(long time, double value) {
    return "[" + seconds(time) + ",\"" + FloatText.shortestDecimal(value) + "\"]";
  }

  /** The time of a scalar or text: without zeros at the end. */
  String seconds(long time) {
    out.setLength(0);
    appendTime(time);
    if (time % 1000 != 0) {
      while (out.charAt(out.length() - 1) == '0') {
        out.setLength(out.length() - 1);
      }
    }
    return out.toString();
  }

  /** A native histogram with its buckets but the empty ones. */
  String histogram(long time, FloatHistogram histogram) {
    out.setLength(0);
    out.append('[');
    appendTime(time);
    out.append(",{\"count\":");
    appendValue(histogram.count());
    out.append(",\"sum\":");
    appendValue(histogram.sum());
    appendBuckets(histogram);
    return out.append("}]").toString();
  }

  private void appendBuckets(FloatHistogram histogram) {
    String before = ",\"buckets\":[";
    for (Bucket bucket : histogram.buckets()) {
      if (bucket.count() != 0) {
        out.append(before).append('[').append(closedSides(bucket)).append(',');
        appendValue(bucket.lower());
        out.append(',');
        appendValue(bucket.upper());
        out.append(',');
        appendValue(bucket.count());
        out.append(']');
        before = ",";
      }
    }
    if (before.equals(",")) {
      out.append(']');
    }
  }

  /** Prometheus' numbers: 0 closed above, 1 closed below, 2 open, 3 closed on both sides. */
  private static int closedSides(Bucket bucket) {
    if (bucket.lowerInclusive()) {
      return bucket.upperInclusive() ? 3 : 1;
    }
    return bucket.upperInclusive() ? 0 : 2;
  }

  private void appendTime(long millis) {
    long size = Math.abs(millis);
    if (millis < 0) {
      out.append('-');
    }
    out.append(size / 1000);
    long rest = size % 1000;
    if (rest != 0) {
      out.append(rest < 10 ? ".00" : rest < 100 ? ".0" : ".").append(rest);
    }
  }

  private void appendValue(double value) {
    out.append('"');
    FastFloats.append(out, value);
    out.append('"');
  }
}
