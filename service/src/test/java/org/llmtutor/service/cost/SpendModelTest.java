package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forecasts of months whose end is known. Histories are made with fixed seeds. */
class SpendModelTest {

  private static final double[] SCHOOL_WEEK = {1.2, 1.3, 1.1, 1.25, 1.0, 0.15, 0.3};
  private static final int SCHOOLS = 400;

  /**
   * How a year goes.
   *
   * @param trend change of the level by day, as a part of it
   * @param noise standard deviation of a day, as a part of what it would cost
   * @param outliers part of the days that cost four times as much
   */
  private record Kind(boolean weekly, double trend, double noise, double outliers) {

    double[] year(Random random, LocalDate first, int days) {
      double level = 5 + 20 * random.nextDouble();
      double[] costs = new double[days];
      for (int i = 0; i < days; i++) {
        double factor = weekly ? SCHOOL_WEEK[first.plusDays(i).getDayOfWeek().getValue() - 1] : 1;
        double cost = level * Math.exp(trend * i) * factor;
        double day = cost * Math.max(0, 1 + noise * random.nextGaussian());
        costs[i] = random.nextDouble() < outliers ? 4 * day : day;
      }
      return costs;
    }
  }

  @ParameterizedTest(name = "{0} days, weekly {1}, trend {2}, noise {3}, outliers {4}")
  @CsvSource({
    "42, true,   0,     0.2, 0,    0.70, 0.90",
    "42, true,   0,     0.5, 0,    0.70, 0.93",
    "42, true,   0.005, 0.2, 0,    0.66, 0.90",
    "42, true,   0.01,  0.2, 0,    0.68, 0.90",
    "42, true,  -0.01,  0.2, 0,    0.70, 0.90",
    "42, true,   0,     0.2, 0.02, 0.75, 0.90",
    "42, true,   0,     0.2, 0.05, 0.73, 0.90",
    "28, true,   0.01,  0.3, 0,    0.70, 0.90",
    "42, false,  0,     0.3, 0,    0.70, 0.94",
    "28, true,   0,     0.3, 0,    0.70, 0.92",
    "21, true,   0,     0.3, 0,    0.70, 0.92",
    "14, true,   0,     0.3, 0,    0.65, 0.95",
    "7,  false,  0,     0.3, 0,    0.70, 0.92",
    "3,  false,  0,     0.3, 0,    0.65, 0.92",
    "7,  true,   0,     0.3, 0,    0.65, 1.00"
  })
  void fourOfFiveMonthsEndWithinTheInterval(
      int history,
      boolean weekly,
      double trend,
      double noise,
      double outliers,
      double least,
      double most) {
    Kind kind = new Kind(weekly, trend, noise, outliers);
    double within = 0;
    List<Double> errors = new ArrayList<>();
    for (int school = 0; school < SCHOOLS; school++) {
      Random random = new Random(school);
      int rest = 1 + random.nextInt(30);
      LocalDate first = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365));
      double[] days = kind.year(random, first, history + rest);
      LocalDate last = first.plusDays(history - 1);
      SpendModel model = SpendModel.fit(Arrays.copyOf(days, history), last);
      Days month = new Days(last.plusDays(1), last.plusDays(1 + rest));
      double expected = month.all().stream().mapToDouble(model::expected).sum();
      double real = 0;
      for (int i = history; i < days.length; i++) {
        real += days[i];
      }
      within += Math.abs(real - expected) <= model.margin(month) ? 1 : 0;
      errors.add(Math.abs(real - expected) / real);
    }
    Collections.sort(errors);
    double median = errors.get(SCHOOLS / 2);
    assertThat(within / SCHOOLS).as("coverage").isBetween(least, most);
    assertThat(median).as("median error").isLessThan(0.5 * noise + 0.1);
  }

  @Test
  void aSteadyWeekGoesOnAsItWas() {
    LocalDate first = LocalDate.of(2026, 10, 5);
    double[] days = new Kind(true, 0, 0, 0).year(new Random(1), first, 42);
    SpendModel model = SpendModel.fit(days, first.plusDays(41));
    for (int i = 42; i < 70; i++) {
      assertThat(model.expected(first.plusDays(i)))
          .as("the prior pulls rare weekdays a little towards the mean")
          .isCloseTo(days[i - 42], offset(days[0] * 0.07));
    }
  }

  @ParameterizedTest(name = "{0} of the usual cost for {1} days")
  @CsvSource({"0, 7", "0.3, 7", "0.3, 14", "0.3, 21", "0.6, 14", "2, 14", "2, 28"})
  void aStepIsNotTakenForGrowthWithoutEnd(double part, int before) {
    LocalDate first = LocalDate.of(2026, 3, 2);
    double[] days = new Kind(true, 0, 0.2, 0).year(new Random(5), first, 42);
    double week = Arrays.stream(days).skip(35).sum();
    for (int i = 0; i < before; i++) {
      days[i] *= part;
    }
    SpendModel model = SpendModel.fit(days, first.plusDays(41));
    Days rest = new Days(first.plusDays(42), first.plusDays(56));
    assertThat(rest.all().stream().mapToDouble(model::expected).sum() / (2 * week))
        .isBetween(0.7, 1.45);
  }

  @Test
  void nothingSpentForecastsNothing() {
    SpendModel model = SpendModel.fit(new double[30], LocalDate.of(2026, 11, 1));
    Days rest = new Days(LocalDate.of(2026, 11, 2), LocalDate.of(2026, 12, 1));
    assertThat(rest.all().stream().mapToDouble(model::expected).sum()).isZero();
    assertThat(model.margin(rest)).isZero();
  }
}
