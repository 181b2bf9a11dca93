package org.llmtutor.service.cost;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A statistical model of what days cost (ADR 18): a level that grows by a part of itself each day,
 * times a factor by weekday. Its figures are estimates in dollars, not amounts, and therefore
 * doubles. Immutable.
 *
 * <p>Days far from their weekday's median are pulled in before the fit. The fit is a weighted least
 * squares line through what days cost by weekday factor; from three weeks on its slope is taken for
 * growth, which is taken out of the days before the next pass, until the line is level. Growth is
 * bounded, so that a step is not taken for more to come, and pulled towards zero as far as noise
 * explains it. The spread of a sum of days is that of a regression's prediction, with neighbouring
 * days' correlation, and with days like those that were pulled in.
 */
final class SpendModel {

  /** Whole days that a fit needs. */
  static final int NEEDED_DAYS = 3;

  /** Days that a fit looks back. */
  static final int LONGEST_DAYS = 42;

  private static final int WEEKDAYS = 7;
  private static final int DAYS_FOR_WEEKDAYS = 14;
  private static final int DAYS_FOR_SLOPE = 21;
  private static final int PASSES = 4;
  private static final int RECURRING = 2;

  /** By day; doubles in six and a half weeks. */
  private static final double MOST_GROWTH = 0.015;

  private static final double PRIOR_DAYS = 0.25;
  private static final double LEAST_FACTOR = 0.2;
  private static final double DEVIATIONS = 4 * 1.4826;
  private static final double MOST_CORRELATION = 0.6;
  private static final double NORMAL_90 = 1.2815515655446004;

  private final LocalDate last;
  private final double[] factors;
  private final double growth;
  private final Outliers outliers;
  // The line through the days without their growth: its middle, its height there, its slope, and
  // what these are worth.
  private double middle;
  private double level;
  private double slope;
  private double levelSpread;
  private double slopeSpread;
  private double variance;
  private double correlation;
  private double degrees;
  // Of the growth: what is believed of it, and the rest, in dollars a day at the level.
  private double believed;
  private double doubted;

  private SpendModel(double[] days, LocalDate last, double growth) {
    this.last = last;
    this.growth = growth;
    double[] even = withoutGrowth(days, growth);
    double[] calm = pulledIn(even);
    this.outliers = Outliers.of(even, calm);
    this.factors = factors(calm, last);
    fitLine(calm);
    fitSpread(calm);
  }

  /**
   * Fits the model.
   *
   * @param days cost by day, one after another, at least {@link #NEEDED_DAYS}
   * @param last the last of them
   */
  static SpendModel fit(double[] days, LocalDate last) {
    SpendModel model = new SpendModel(days, last, 0);
    for (int i = 1; i < PASSES && model.level > 0 && model.slope != 0; i++) {
      double more = model.growth + model.slope / model.level;
      model = new SpendModel(days, last, Math.max(-MOST_GROWTH, Math.min(MOST_GROWTH, more)));
    }
    model.believe();
    return model;
  }

  /** Keeps of the growth what noise does not explain; how little is known of it stays. */
  private void believe() {
    if (growth != 0 && level > 0) {
      double chance = variance * slopeSpread / square(level * growth);
      believed = growth * Math.max(0, 1 - chance);
      doubted = (growth - believed) * level;
    }
  }

  /** What a day will probably cost; never less than nothing. */
  double expected(LocalDate day) {
    return Math.max(0, grown(day) * (factor(day) * level + outliers.mean()));
  }

  /** A day's size beside that of the middle of the days that are known. */
  private double grown(LocalDate day) {
    return Math.exp(growth * middle + believed * (time(day) - middle));
  }

  /**
   * Half the width of an interval that holds the cost of these days together four times out of
   * five.
   */
  double margin(Days days) {
    double noise = 0;
    double sum = 0;
    double lever = 0;
    double all = 0;
    double squares = 0;
    for (LocalDate day : days.all()) {
      double grown = grown(day);
      double factor = factor(day) * grown;
      noise += square(grown * scale(factor(day)));
      sum += factor;
      lever += factor * (time(day) - middle);
      all += grown;
      squares += square(grown);
    }
    double line = square(sum) * levelSpread + square(lever) * slopeSpread;
    double inflation = (1 + correlation) / (1 - correlation);
    double spread = variance * inflation * (noise + line);
    spread += outliers.square() * (squares + square(all) / outliers.days());
    return Math.sqrt(square(quantile(degrees)) * spread + square(doubted * lever));
  }

  private double factor(LocalDate day) {
    return factors[day.getDayOfWeek().getValue() - 1];
  }

  /** Days since the last one that is known. */
  private long time(LocalDate day) {
    return day.toEpochDay() - last.toEpochDay();
  }

  private static double[] withoutGrowth(double[] days, double growth) {
    double[] even = new double[days.length];
    for (int i = 0; i < days.length; i++) {
      even[i] = days[i] * Math.exp(-growth * (i - (days.length - 1)));
    }
    return even;
  }

  /**
   * What single days cost beyond their like.
   *
   * @param mean by day; zero for a single one, which may never come again
   * @param square mean square by day
   * @param days of how many days
   */
  private record Outliers(double mean, double square, int days) {

    static Outliers of(double[] days, double[] calm) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int i = 0; i < days.length; i++) {
        double beyond = days[i] - calm[i];
        sum += beyond;
        squares += SpendModel.square(beyond);
        count += beyond == 0 ? 0 : 1;
      }
      return new Outliers(
          count < RECURRING ? 0 : sum / days.length, squares / days.length, days.length);
    }
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
      double prior = PRIOR_DAYS / same.length;
      factors[weekday.getValue() - 1] = (sum / mean + prior) / (same.length + prior);
    }
    double average = Arrays.stream(factors).average().orElse(1);
    return Arrays.stream(factors).map(factor -> factor / average).toArray();
  }

  private void fitLine(double[] days) {
    double weights = 0;
    double times = 0;
    double squares = 0;
    double costs = 0;
    double moments = 0;
    for (int i = 0; i < days.length; i++) {
      double factor = factorAt(days, i);
      double weight = factor / scale(factor);
      double t = i - (days.length - 1);
      weights += weight * factor;
      times += weight * factor * t;
      squares += weight * factor * t * t;
      costs += weight * days[i];
      moments += weight * days[i] * t;
    }
    middle = times / weights;
    level = costs / weights;
    double slopeWeight = squares - middle * times;
    boolean sloped = days.length >= DAYS_FOR_SLOPE;
    slope = sloped ? (moments - middle * costs) / slopeWeight : 0;
    for (int i = 0; i < days.length; i++) {
      double part = square(factorAt(days, i));
      levelSpread += part / square(weights);
      slopeSpread +=
          sloped ? part * square(i - (days.length - 1) - middle) / square(slopeWeight) : 0;
    }
    int weekdays = days.length < DAYS_FOR_WEEKDAYS ? 0 : WEEKDAYS - 1;
    degrees = Math.max(1, days.length - (sloped ? 2 : 1) - weekdays);
  }

  private double factorAt(double[] days, int i) {
    return factor(last.minusDays(days.length - 1 - (long) i));
  }

  /** How much a day may vary, beside one of factor one. */
  private static double scale(double factor) {
    return Math.max(LEAST_FACTOR, factor);
  }

  private void fitSpread(double[] days) {
    double[] residuals = new double[days.length];
    double squares = 0;
    double neighbours = 0;
    for (int i = 0; i < days.length; i++) {
      double factor = factorAt(days, i);
      double fitted = factor * (level + slope * (i - (days.length - 1) - middle));
      residuals[i] = (days[i] - fitted) / scale(factor);
      squares += square(residuals[i]);
      neighbours += i == 0 ? 0 : residuals[i] * residuals[i - 1];
    }
    variance = squares / degrees;
    double beyondChance = neighbours / squares - 1 / Math.sqrt(days.length);
    correlation = squares > 0 ? Math.max(0, Math.min(MOST_CORRELATION, beyondChance)) : 0;
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
