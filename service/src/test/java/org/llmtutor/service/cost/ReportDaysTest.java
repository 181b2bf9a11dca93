package org.llmtutor.service.cost;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.api.CostReport;

/** Days are those of the platform's zone, also when its clocks change. */
class ReportDaysTest {

  @TempDir Path folder;

  /**
   * The last and the first instant of a day. In Berlin clocks go forward on 29 March, a day of 23
   * hours, and back on 25 October, a day of 25; in Santiago 6 September begins at one o'clock.
   */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,      2026-03-28T22:59:59Z, 2026-03-28, 2026-03-28T23:00:00Z, 2026-03-29",
    "Europe/Berlin,      2026-03-29T21:59:59Z, 2026-03-29, 2026-03-29T22:00:00Z, 2026-03-30",
    "Europe/Berlin,      2026-10-24T21:59:59Z, 2026-10-24, 2026-10-24T22:00:00Z, 2026-10-25",
    "Europe/Berlin,      2026-10-25T22:59:59Z, 2026-10-25, 2026-10-25T23:00:00Z, 2026-10-26",
    "America/Santiago,   2026-09-06T03:59:59Z, 2026-09-05, 2026-09-06T04:00:00Z, 2026-09-06",
    "Asia/Kathmandu,     2026-11-22T18:14:59Z, 2026-11-22, 2026-11-22T18:15:00Z, 2026-11-23",
    "Pacific/Kiritimati, 2026-11-22T09:59:59Z, 2026-11-22, 2026-11-22T10:00:00Z, 2026-11-23",
    "Pacific/Pago_Pago,  2026-11-22T10:59:59Z, 2026-11-21, 2026-11-22T11:00:00Z, 2026-11-22"
  })
  void aCallAndACompletionAreOfTheDayThatItIsThere(
      String zone, String before, String lastDay, String after, String firstDay) {
    try (TestBook book = new TestBook(folder, before, zone)) {
      book.call("ada", "", "0.01").solved("ada", "loops-easy");
      book.at(after).call("ada", "", "0.02").solved("ada", "maps-easy").solved("ada", "lists-easy");
      CostReport report =
          book.report(
              new Question(
                  book.days(2),
                  List.of(Dimension.DAY),
                  null,
                  null,
                  CostUnit.EXERCISE,
                  false,
                  true));
      assertThat(report.to()).isEqualTo(LocalDate.parse(firstDay).plusDays(1));
      assertThat(report.rows())
          .extracting(
              row -> row.key().get("day"),
              row -> row.costUsd().toPlainString(),
              row -> requireNonNull(row.unit()).count())
          .containsExactly(tuple(lastDay, "0.01", 1L), tuple(firstDay, "0.02", 2L));
    }
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29T21:30:00Z, 2026-03-23", "2026-10-25T22:30:00Z, 2026-10-19"})
  void sevenDaysAreSevenDatesAlsoWhenOneIsShorterOrLonger(String now, String first) {
    try (TestBook book = new TestBook(folder, now, "Europe/Berlin")) {
      assertThat(book.days(7).from()).isEqualTo(first);
      assertThat(book.days(7).count()).isEqualTo(7);
      assertThat(book.days(7).previous().count()).isEqualTo(7);
      assertThat(book.days(7).previous().to()).isEqualTo(first);
    }
  }

  @Test
  void wholeMonthsAreThoseThatLieInTheDays() {
    assertThat(months("2026-01-01", "2026-03-01")).isEqualTo("2026-01-01 2026-03-01");
    assertThat(months("2026-01-02", "2026-03-31")).isEqualTo("2026-02-01 2026-03-01");
    assertThat(months("2025-12-31", "2026-02-01")).isEqualTo("2026-01-01 2026-02-01");
    assertThat(new Days(day("2026-01-02"), day("2026-02-28")).wholeMonths().isEmpty()).isTrue();
    assertThat(new Days(day("2026-01-05"), day("2026-01-06")).wholeMonths().isEmpty()).isTrue();
  }

  @Test
  void aMonthIsWholeToTheLastDayThatHasAnything() {
    assertThat(months("2026-01-05", "2026-03-10", "2026-03-09")).isEqualTo("2026-02-01 2026-04-01");
    assertThat(months("2026-01-05", "2026-03-10", "2026-03-10")).isEqualTo("2026-02-01 2026-03-01");
    assertThat(months("2026-01-05", "2026-03-01", "2026-02-28")).isEqualTo("2026-02-01 2026-03-01");
    assertThat(months("2026-03-01", "2026-03-10", "2026-02-28")).isEqualTo("2026-03-01 2026-04-01");
    Days inside = new Days(day("2026-03-02"), day("2026-03-10"));
    assertThat(inside.wholeMonths(day("2026-03-09")).isEmpty()).isTrue();
    assertThat(inside.wholeMonths(null).isEmpty()).isTrue();
  }

  private static String months(String from, String to) {
    return months(from, to, to);
  }

  private static String months(String from, String to, String last) {
    Days months = new Days(day(from), day(to)).wholeMonths(day(last));
    return months.from() + " " + months.to();
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
