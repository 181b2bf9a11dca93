package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole days of the platform's zone, {@code [from, to)}. Days are counted by the calendar, so that
 * one of 23 or 25 hours is one day.
 *
 * @param from first day
 * @param to day after the last
 */
record Days(LocalDate from, LocalDate to) {

  /** One day. */
  static Days of(LocalDate day) {
    return new Days(day, day.plusDays(1));
  }

  /** {@code count} days of which {@code last} is the last. */
  static Days until(LocalDate last, int count) {
    return new Days(last.plusDays(1).minusDays(count), last.plusDays(1));
  }

  boolean isEmpty() {
    return !from.isBefore(to);
  }

  long count() {
    return ChronoUnit.DAYS.between(from, to);
  }

  /** As many days, which end where these begin. */
  Days previous() {
    return new Days(from.minusDays(count()), from);
  }

  List<LocalDate> all() {
    return from.datesUntil(to).toList();
  }

  /** The months that lie in these days as a whole, as days; empty when there is none. */
  Days wholeMonths() {
    return wholeMonths(to);
  }

  /**
   * The same for days of which none from {@code lastDay} on has anything in it that these leave
   * out: when that is before their end, their last month counts as whole.
   *
   * @param lastDay the last day that has anything in it; null when none has
   */
  Days wholeMonths(@Nullable LocalDate lastDay) {
    LocalDate begin =
        YearMonth.from(from.getDayOfMonth() == 1 ? from : from.plusMonths(1)).atDay(1);
    boolean nothingLater = lastDay == null || lastDay.isBefore(to);
    LocalDate end = YearMonth.from(nothingLater ? to.minusDays(1).plusMonths(1) : to).atDay(1);
    return new Days(begin, begin.isBefore(end) ? end : begin);
  }
}
