package org.llmtutor.service.cost;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A statistical model of what days cost (ADR 18): a level with a trend, times a factor by weekday.
 * Its figures are estimates in dollars, not amounts, and therefore doubles. Immutable.
 *
 * <p>Days far from their weekday's median are pulled in before the fit. The fit is a weighted least
 * squares line through what days cost by weekday factor; from three weeks on it has a slope, pulled
 * towards zero as far as noise explains it. The spread of a sum of days is that of a regression's
 * prediction, with neighbouring days' correlation.
 */
final class SpendModel {

  /** Whole days that a fit needs. */
  static final int NEEDED_DAYS = 3;

  /** Days that a fit looks back. */
  static final int LONGEST_DAYS = 42;

  private static final int WEEKDAYS = 7;
  private static final int DAYS_FOR_WEEKDAYS = 14;
  private static final int DAYS_FOR_SLOPE = 21;
  private static final double PRIOR_DAYS = 0.25;
  private static final double LEAST_FACTOR = 0.2;
  private static final double DEVIATIONS = 4 * 1.4826;
  private static final double MOST_CORRELATION = 0.6;
  private static final double NORMAL_90 = 1.2815515655446004;

  private final LocalDate last;
  private final double[] factors;
  // The line through the days: its middle, its height there, its slope, and what these are worth.
  private double middle;
  private double level;
  private double slope;
  private double levelWeight;
  private double slopeWeight;
  private double variance;
  private double correlation;
  private double degrees;

  private SpendModel(LocalDate last, double[] factors) {
    this.last = last;
    this.factors = factors;
  }

  /**
   * Fits the model.
   *
   * @param days cost by day, one after another, at least {@link #NEEDED_DAYS}
   * @param last the last of them
   */
  static SpendModel fit(double[] days, LocalDate last) {
    double[] calm = pulledIn(days);
    SpendModel model = new SpendModel(last, factors(calm, last));
    model.fitLine(calm);
    model.fitSpread(calm);
    return model;
  }

  /** What a day will probably cost; never less than nothing. */
  double expected(LocalDate day) {
    return Math.max(0, factor(day) * (level + slope * (time(day) - middle)));
  }

  /**
   * Half the width of an interval that holds the cost of these days together four times out of
   * five.
   */
  double margin(Days days) {
    double noise = 0;
    double sum = 0;
    double lever = 0;
    for (LocalDate day : days.all()) {
      double factor = factor(day);
      noise += square(Math.max(LEAST_FACTOR, factor));
      sum += factor;
      lever += factor * (time(day) - middle);
    }
    double line = square(sum) / levelWeight;
    line += slopeWeight > 0 ? square(lever) / slopeWeight : 0;
    double inflation = (1 + correlation) / (1 - correlation);
    return quantile(degrees) * Math.sqrt(variance * inflation * (noise + line));
  }

  private double factor(LocalDate day) {
    return factors[day.getDayOfWeek().getValue() - 1];
  }

  /** Days since the last one that is known. */
  private long time(LocalDate day) {
    return day.toEpochDay() - last.toEpochDay();
  }

  private static double[] pulledIn(double[] days) {
    double[] usual = new double[days.length];
    double[] deviations = new double[days.length];
    for (int i = 0; i < days.length; i++) {
      usual[i] = days.length < DAYS_FOR_WEEKDAYS ? median(days) : median(sameWeekday(days, i));
      deviations[i] = Math.abs(days[i] - usual[i]);
    }
    double most = DEVIATIONS * median(deviations);
    double[] calm = days.clone();
    for (int i = 0; i < days.length && most > 0; i++) {
      calm[i] = Math.max(usual[i] - most, Math.min(usual[i] + most, days[i]));
    }
    return calm;
  }

  private static double[] sameWeekday(double[] days, int day) {
    return IntStream.range(0, days.length)
        .filter(i -> (i - day) % WEEKDAYS == 0)
        .mapToDouble(i -> days[i])
        .toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** By weekday, one at the mean; a weekday that was seen rarely stays near it. */
  private static double[] factors(double[] days, LocalDate last) {
    double[] factors = new double[WEEKDAYS];
    Arrays.fill(factors, 1);
    double mean = Arrays.stream(days).average().orElse(0);
    if (days.length < DAYS_FOR_WEEKDAYS || mean <= 0) {
      return factors;
    }
    for (int back = 0; back < WEEKDAYS; back++) {
      double[] same = sameWeekday(days, days.length - 1 - back);
      double sum = Arrays.stream(same).sum();
      DayOfWeek weekday = last.minusDays(back).getDayOfWeek();
      factors[weekday.getValue() - 1] = (sum / mean + PRIOR_DAYS) / (same.length + PRIOR_DAYS);
    }
    double average = Arrays.stream(factors).average().orElse(1);
    return Arrays.stream(factors).map(factor -> factor / average).toArray();
  }

  private void fitLine(double[] days) {
    double times = 0;
    double squares = 0;
    double costs = 0;
    double moments = 0;
    for (int i = 0; i < days.length; i++) {
      double factor = factorAt(days, i);
      double weight = weight(factor);
      double t = i - (days.length - 1);
      levelWeight += weight * factor * factor;
      times += weight * factor * factor * t;
      squares += weight * factor * factor * t * t;
      costs += weight * factor * days[i];
      moments += weight * factor * days[i] * t;
    }
    middle = times / levelWeight;
    level = costs / levelWeight;
    boolean sloped = days.length >= DAYS_FOR_SLOPE;
    if (sloped) {
      slopeWeight = squares - middle * times;
      slope = (moments - middle * costs) / slopeWeight;
    }
    int weekdays = days.length < DAYS_FOR_WEEKDAYS ? 0 : WEEKDAYS - 1;
    degrees = Math.max(1, days.length - (sloped ? 2 : 1) - weekdays);
  }

  private double factorAt(double[] days, int i) {
    return factor(last.minusDays(days.length - 1 - (long) i));
  }

  private static double weight(double factor) {
    return 1 / square(Math.max(LEAST_FACTOR, factor));
  }

  private void fitSpread(double[] days) {
    double[] residuals = new double[days.length];
    double squares = 0;
    double neighbours = 0;
    for (int i = 0; i < days.length; i++) {
      double factor = factorAt(days, i);
      double fitted = factor * (level + slope * (i - (days.length - 1) - middle));
      residuals[i] = (days[i] - fitted) * Math.sqrt(weight(factor));
      squares += square(residuals[i]);
      neighbours += i == 0 ? 0 : residuals[i] * residuals[i - 1];
    }
    variance = squares / degrees;
    double beyondChance = neighbours / squares - 1 / Math.sqrt(days.length);
    correlation = squares > 0 ? Math.max(0, Math.min(MOST_CORRELATION, beyondChance)) : 0;
    pullSlopeIn();
  }

  /** Keeps of the slope what noise does not explain; how little is known of it stays. */
  private void pullSlopeIn() {
    if (slope != 0) {
      slope *= Math.max(0, 1 - variance / slopeWeight / square(slope));
    }
  }

  private static double square(double value) {
    return value * value;
  }

  /** The 90 % quantile of Student's distribution, by Cornish and Fisher's expansion. */
  private static double quantile(double degrees) {
    double z = NORMAL_90;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    return z + (z3 + z) / (4 * degrees) + (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees * degrees);
  }
}
