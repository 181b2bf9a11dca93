package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnomaliesTest {

  private static final LocalDate LAST = LocalDate.of(2026, 11, 23);

  private static List<Usd> days(String... usd) {
    List<Usd> days = new ArrayList<>();
    for (String each : usd) {
      days.add(Usd.parse(each));
    }
    return days;
  }

  /** Four weeks of lessons on one day of the week, then that day again. */
  private static List<Usd> lessons(String last) {
    List<Usd> days = new ArrayList<>();
    for (int i = 0; i < 28; i++) {
      days.add(i % 7 == 0 ? Usd.parse("3") : Usd.ZERO);
    }
    days.add(Usd.parse(last));
    return days;
  }

  @Test
  void theWeeklyLessonIsUsual() {
    assertThat(Anomalies.find(lessons("3"), LAST)).isEmpty();
    assertThat(Anomalies.find(lessons("4.5"), LAST)).isEmpty();
  }

  @Test
  void halfAsMuchAgainAsUsualIsToldOf() {
    assertThat(Anomalies.find(lessons("4.51"), LAST))
        .hasValueSatisfying(
            anomaly -> {
              assertThat(anomaly.usualUsd()).isEqualByComparingTo("3");
              assertThat(anomaly.boundUsd()).isEqualByComparingTo("4.5");
              assertThat(anomaly.day()).isEqualTo(LAST);
            });
  }

  @Test
  void whatIsUsualOnMondaysIsNotOnTuesdays() {
    List<Usd> days = new ArrayList<>(lessons("3"));
    days.add(Usd.parse("3"));
    assertThat(Anomalies.find(days, LAST)).isPresent();
  }

  @Test
  void littleHistoryTellsOfNothing() {
    List<Usd> days = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      days.add(0, Usd.ZERO);
    }
    for (int i = 0; i < 13; i++) {
      days.add(Usd.parse("1"));
    }
    days.add(Usd.parse("100"));
    assertThat(Anomalies.find(days, LAST)).isEmpty();
    assertThat(Anomalies.find(days("1"), LAST)).isEmpty();
  }

  @Test
  void fractionsOfACentWakeNobody() {
    List<Usd> days = new ArrayList<>();
    for (int i = 0; i < 27; i++) {
      days.add(Usd.parse("0.0001"));
    }
    days.add(Usd.parse("0.01"));
    assertThat(Anomalies.find(days, LAST)).isEmpty();
  }

  @Test
  void ordinaryNoiseIsSeldomToldOf() {
    int told = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      List<Usd> days = new ArrayList<>();
      for (int i = 0; i < 28; i++) {
        days.add(new Usd((long) (1e9 * Math.max(0, 10 + 2 * random.nextGaussian()))));
      }
      told += Anomalies.find(days, LAST).isPresent() ? 1 : 0;
    }
    assertThat(told).as("of a thousand ordinary days").isLessThan(20);
  }
}
