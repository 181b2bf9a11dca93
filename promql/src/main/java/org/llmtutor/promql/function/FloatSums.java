package org.llmtutor.promql.function;

import org.llmtutor.promql.number.CompensatedSum;

/** Sums and what follows from them, of the numbers in {@code [from, to)}, all compensated. */
final class FloatSums {

  private FloatSums() {}

  /** The sum. */
  static double sum(double[] values, int from, int to) {
    double sum = 0;
    double error = 0;
    for (int i = from; i < to; i++) {
      double next = sum + values[i];
      error = CompensatedSum.error(sum, error, values[i], next);
      sum = next;
    }
    return CompensatedSum.value(sum, error);
  }

  /** The mean, of at least one number. */
  static double mean(double[] values, int from, int to) {
    double sum = values[from];
    double error = 0;
    for (int i = from + 1; i < to; i++) {
      double next = sum + values[i];
      if (Double.isInfinite(next)) {
        return movingMean(values, from, i, to, sum, error);
      }
      error = CompensatedSum.error(sum, error, values[i], next);
      sum = next;
    }
    int count = to - from;
    return sum / count + error / count;
  }

  /** The mean where the sum, that of the values up to {@code next}, would become too large. */
  private static double movingMean(
      double[] values, int from, int next, int to, double sum, double sumError) {
    double mean = sum / (next - from);
    double error = sumError / (next - from);
    for (int i = next; i < to; i++) {
      double count = i - from + 1;
      double kept = (count - 1) / count;
      double share = values[i] / count;
      double moved = kept * mean + share;
      error = CompensatedSum.error(kept * mean, kept * error, share, moved);
      mean = moved;
    }
    return mean + error;
  }

  /** The population variance, of at least one number, by Welford's method. */
  static double variance(double[] values, int from, int to) {
    double mean = 0;
    double meanError = 0;
    double squares = 0;
    double squaresError = 0;
    for (int i = from; i < to; i++) {
      double value = values[i];
      double distance = value - (mean + meanError);
      double share = distance / (i - from + 1);
      double nextMean = mean + share;
      meanError = CompensatedSum.error(mean, meanError, share, nextMean);
      mean = nextMean;
      double square = distance * (value - (mean + meanError));
      double nextSquares = squares + square;
      squaresError = CompensatedSum.error(squares, squaresError, square, nextSquares);
      squares = nextSquares;
    }
    return (squares + squaresError) / (to - from);
  }
}
