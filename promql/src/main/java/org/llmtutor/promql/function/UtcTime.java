package org.llmtutor.promql.function;

/**
 * A moment in the Gregorian calendar, of any year that a long number of seconds reaches (the JDK's
 * own dates end a thousand million years from now).
 *
 * @param days since the epoch
 * @param secondOfDay from 0
 */
record UtcTime(long days, long secondOfDay) {

  private static final long DAY = 86_400;

  /** From the first of March of the year 0 to the epoch. */
  private static final long MARCH_YEAR_0 = 719_468;

  private static final long FOUR_CENTURIES = 146_097;

  /** A moment by its seconds since the epoch. */
  static UtcTime of(long seconds) {
    return new UtcTime(Math.floorDiv(seconds, DAY), Math.floorMod(seconds, DAY));
  }

  /**
   * As {@link #of(long)}, cut to whole seconds. What no long holds, NaN too, is as far in the
   * future as the least long is in the past, which is what Go makes of it.
   */
  static UtcTime of(double seconds) {
    if (Double.isNaN(seconds) || Math.abs(seconds) >= 0x1p63) {
      long wrapped = Long.MIN_VALUE;
      return new UtcTime(Long.divideUnsigned(wrapped, DAY), Long.remainderUnsigned(wrapped, DAY));
    }
    return of((long) seconds);
  }

  long minute() {
    return secondOfDay / 60 % 60;
  }

  long hour() {
    return secondOfDay / 3600;
  }

  /** From 0 for Sunday. */
  long dayOfWeek() {
    return Math.floorMod(days + 4, 7);
  }

  long dayOfMonth() {
    long day = dayOfMarchYear();
    return day - (153 * monthFromMarch() + 2) / 5 + 1;
  }

  /** From 1. */
  long dayOfYear() {
    long fromMarch = dayOfMarchYear();
    return month() > 2 ? fromMarch + 60 + (leap() ? 1 : 0) : fromMarch - 305;
  }

  long daysInMonth() {
    long month = month();
    return month == 2 ? (leap() ? 29 : 28) : 30 + (month + month / 8) % 2;
  }

  /** From 1 for January. */
  long month() {
    long fromMarch = monthFromMarch();
    return fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  }

  long year() {
    long cycle = Math.floorDiv(days + MARCH_YEAR_0, FOUR_CENTURIES);
    return cycle * 400 + yearOfCycle() + (month() <= 2 ? 1 : 0);
  }

  private boolean leap() {
    long year = year();
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Years start in March, so that leap days end them. */
  private long yearOfCycle() {
    long day = dayOfCycle();
    return (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
  }

  private long dayOfCycle() {
    return Math.floorMod(days + MARCH_YEAR_0, FOUR_CENTURIES);
  }

  private long dayOfMarchYear() {
    long year = yearOfCycle();
    return dayOfCycle() - (365 * year + year / 4 - year / 100);
  }

  /** From 0 for March. */
  private long monthFromMarch() {
    return (5 * dayOfMarchYear() + 2) / 153;
  }
}
