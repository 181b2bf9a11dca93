package org.llmtutor.promql.function;

import java.util.Locale;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.histogram.BucketBound;
import org.llmtutor.promql.model.Annotations;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.promql.number.FloatText;
import org.llmtutor.promql.source.PositionRange;

/**
 * Annotations about histograms, in Prometheus' words. Immutable beside the collector it adds to.
 */
public final class HistogramNotes {

  /** What was done when custom boundaries or reset hints did not fit. */
  public enum Operation {
    /** {@code +}. */
    ADDITION,
    /** {@code -}. */
    SUBTRACTION,
    /** An aggregation, over series or over time. */
    AGGREGATION;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Annotations annotations;
  private final PositionRange position;

  /** Adds to {@code annotations} what is about {@code position}. */
  public HistogramNotes(Annotations annotations, PositionRange position) {
    this.annotations = annotations;
    this.position = position;
  }

  /** Notes for a call about its argument {@code index}. */
  static HistogramNotes about(FunctionCall call, int index) {
    return new HistogramNotes(call.annotations(), call.source().arguments().get(index).position());
  }

  /** A range holds both kinds of samples. */
  public void mixedFloats(String metric) {
    warn("encountered a mix of histograms and floats for metric name " + Quoted.of(metric));
  }

  /** An aggregation's group holds both kinds of samples. */
  public void mixedFloatsInAggregation() {
    warn("encountered a mix of histograms and floats for aggregation");
  }

  /** Exponential and custom buckets met. */
  public void mixedBuckets(String metric) {
    warn(
        "vector contains a mix of histograms with exponential and custom buckets schemas for"
            + " metric name "
            + Quoted.of(metric));
  }

  /** Exponential and custom buckets met at a binary operator. */
  public void incompatibleBuckets(BinaryOp op) {
    warn("incompatible bucket layout encountered for binary operator " + op.symbol());
  }

  /** A gauge where a counter is needed. */
  public void notCounter(String metric) {
    warn("this native histogram metric is not a counter: " + Quoted.of(metric));
  }

  /** A counter where a gauge is needed. */
  public void notGauge(String metric) {
    warn("this native histogram metric is not a gauge: " + Quoted.of(metric));
  }

  /** One operand's counters started anew, the other's went on. */
  public void counterResetCollision(Operation operation) {
    warn("conflicting counter resets during histogram " + operation.text());
  }

  /** Custom boundaries differed. */
  public void boundsReconciled(Operation operation) {
    info("mismatched custom buckets were reconciled during " + operation.text());
  }

  /** The operator is not defined for these kinds of samples, {@code float} or {@code histogram}. */
  public void incompatibleTypes(String left, BinaryOp op, String right) {
    info(
        "incompatible sample types encountered for binary operator "
            + Quoted.of(op.symbol())
            + ": "
            + left
            + " "
            + op.symbol()
            + " "
            + right);
  }

  /** An aggregation that is for floats left histograms out. */
  public void ignoredInAggregation(String aggregation) {
    info("ignored histogram in " + aggregation + " aggregation");
  }

  /** A range function that is for floats left histograms out. */
  public void ignoredInMixedRange(String metric) {
    info(
        "ignored histograms in a range containing both floats and histograms for metric name "
            + Quoted.of(metric));
  }

  /** A quantile is not between 0 and 1. */
  public void invalidQuantile(double quantile) {
    warn("quantile value should be between 0 and 1, got " + FloatText.format(quantile));
  }

  /** A classic bucket without a boundary. */
  public void badBucket(String bound, String metric) {
    String label = Quoted.of(BucketBound.LABEL);
    String problem = "bucket label " + label + " is missing or has a malformed value of ";
    warn(problem + Quoted.of(bound) + named(metric));
  }

  /** Classic buckets and a native histogram of the same series. */
  public void mixedClassicAndNative(String metric) {
    warn("vector contains a mix of classic and native histograms" + named(metric));
  }

  /** A quantile falls among observations that were NaN. */
  public void quantileAmongNans(String metric) {
    info("input to histogram_quantile has NaN observations, result is NaN" + named(metric));
  }

  /** Observations that were NaN lift a quantile. */
  public void quantileSkewedByNans(String metric) {
    info(
        "input to histogram_quantile has NaN observations, result is skewed higher"
            + named(metric));
  }

  /** Observations that were NaN are in no fraction. */
  public void fractionWithoutNans(String metric) {
    info(
        "input to histogram_fraction has NaN observations, which are excluded from all fractions"
            + named(metric));
  }

  /** Counts of classic buckets went down with growing boundaries; {@code details} tells where. */
  void forcedMonotonicity(String metric, String details) {
    info(
        "input to histogram_quantile needed to be fixed for monotonicity (see"
            + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
            + named(metric)
            + details);
  }

  private static String named(String metric) {
    return metric.isEmpty() ? "" : " for metric name " + Quoted.of(metric);
  }

  private void warn(String message) {
    annotations.warn(message, position);
  }

  private void info(String message) {
    annotations.info(message, position);
  }
}
