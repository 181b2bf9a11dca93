package org.llmtutor.promql.histogram;

/** Cuts the observations above, or below, a limit off a histogram. */
final class Trim {

  private final FloatHistogram histogram;
  private final double limit;
  private final boolean keepBelow;
  private final boolean linear;
  private double count;
  private double sum;
  private boolean changed;

  Trim(FloatHistogram histogram, double limit, boolean keepBelow) {
    this.histogram = histogram;
    this.limit = limit;
    this.keepBelow = keepBelow;
    this.linear = histogram.usesCustomBuckets();
  }

  FloatHistogram apply() {
    Buckets positive = side(histogram.positive, true);
    Buckets negative = side(histogram.negative, false);
    double zero = histogram.zeroCount > 0 ? zeroBucket() : histogram.zeroCount;
    if (!changed) {
      return histogram;
    }
    return new FloatHistogram(
        histogram.hint,
        histogram.schema,
        histogram.zeroThreshold,
        zero,
        count,
        sum,
        positive.compact(),
        negative.compact(),
        histogram.bounds);
  }

  private Buckets side(Buckets side, boolean positive) {
    double[] kept = side.counts.clone();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] != 0) {
        double near = histogram.bound(side.indices[i] - 1);
        double far = histogram.bound(side.indices[i]);
        kept[i] = positive ? keep(near, far, kept[i], true) : keep(-far, -near, kept[i], false);
      }
    }
    return new Buckets(side.indices, kept);
  }

  private double keep(double lower, double upper, double all, boolean positive) {
    if (keepBelow ? upper <= limit : lower >= limit) {
      return kept(all, all, middle(lower, upper, positive));
    }
    if (keepBelow ? !(lower < limit) : !(upper > limit)) {
      changed = true;
      return 0;
    }
    if (lower == Double.NEGATIVE_INFINITY) {
      return openBelow(upper, all);
    }
    if (upper == Double.POSITIVE_INFINITY) {
      return keepBelow ? kept(all, 0, 0) : kept(all, all, limit);
    }
    double below = all * shareBelow(lower, upper, positive);
    return keepBelow
        ? kept(all, below, middle(lower, limit, positive))
        : kept(all, all - below, middle(limit, upper, positive));
  }

  /** Where observations in an open bucket are nobody knows, save above 0 in a custom one. */
  private double openBelow(double upper, double all) {
    boolean fromZero = upper > 0 && upper != Double.POSITIVE_INFINITY;
    if (keepBelow) {
      if (fromZero && limit > 0) {
        return kept(all, all * limit / upper, limit / 2);
      }
      return upper <= 0 ? kept(all, all, limit) : kept(all, 0, 0);
    }
    return fromZero && limit >= 0
        ? kept(all, all * (1 - limit / upper), (limit + upper) / 2)
        : kept(all, 0, 0);
  }

  private double shareBelow(double lower, double upper, boolean positive) {
    if (linear) {
      return (limit - lower) / (upper - lower);
    }
    double logLower = Log2.of(Math.abs(lower));
    double logUpper = Log2.of(Math.abs(upper));
    double logLimit = Log2.of(Math.abs(limit));
    return positive
        ? (logLimit - logLower) / (logUpper - logLower)
        : 1 - (logLimit - logUpper) / (logLower - logUpper);
  }

  private double zeroBucket() {
    boolean anyPositive = populated(histogram.positive);
    boolean anyNegative = populated(histogram.negative);
    double all = histogram.zeroCount;
    double lower = anyPositive && !anyNegative ? 0 : -histogram.zeroThreshold;
    double upper = anyNegative && !anyPositive ? 0 : histogram.zeroThreshold;
    if (limit <= lower) {
      return keepBelow ? kept(all, 0, 0) : kept(all, all, (lower + upper) / 2);
    }
    if (limit >= upper) {
      return keepBelow ? kept(all, all, (lower + upper) / 2) : kept(all, 0, 0);
    }
    double part = keepBelow ? limit - lower : upper - limit;
    double middle = ((keepBelow ? lower : upper) + limit) / 2;
    return kept(all, all * (part / (upper - lower)), middle);
  }

  private static boolean populated(Buckets side) {
    for (double count : side.counts) {
      if (count != 0) {
        return true;
      }
    }
    return false;
  }

  private double kept(double before, double now, double at) {
    changed |= before != now;
    count += now;
    sum += at * now;
    return now;
  }

  private double middle(double lower, double upper, boolean positive) {
    if (Double.isInfinite(lower)) {
      if (Double.isInfinite(upper)) {
        return 0;
      }
      return upper > 0 ? upper / 2 : upper;
    }
    if (Double.isInfinite(upper)) {
      return lower;
    }
    if (linear) {
      return (lower + upper) / 2;
    }
    double mean = Math.sqrt(Math.abs(lower * upper));
    return positive ? mean : -mean;
  }
}
