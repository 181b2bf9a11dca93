package org.llmtutor.prices;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A factor on every rate at times of the week, UTC. A band whose end is not after its start runs
 * over midnight; its days are those on which it starts.
 *
 * @param days days on which it starts, in the order of the week
 * @param from its start, inclusive
 * @param to its end, exclusive; 00:00 is the end of the day
 * @param factor what the rates are multiplied by
 */
public record Band(List<DayOfWeek> days, LocalTime from, LocalTime to, BigDecimal factor) {

  private static final int DAY = 24 * 60 * 60;

  /** Sorts the days. */
  public Band {
    days = List.copyOf(new TreeSet<>(days));
  }

  boolean covers(ZonedDateTime time) {
    LocalTime clock = time.toLocalTime();
    DayOfWeek day = time.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(day) && !clock.isBefore(from) && clock.isBefore(to);
    }
    return (days.contains(day) && !clock.isBefore(from))
        || (days.contains(day.minus(1)) && clock.isBefore(to));
  }

  /** Whether there is an instant that both cover. */
  boolean overlaps(Band other) {
    Set<Integer> week = Set.of(-7 * DAY, 0, 7 * DAY);
    for (int[] mine : stretches()) {
      for (int[] theirs : other.stretches()) {
        for (int shift : week) {
          if (mine[0] < theirs[1] + shift && theirs[0] + shift < mine[1]) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Seconds from Monday 00:00 on: from, to. */
  private List<int[]> stretches() {
    int length = to.toSecondOfDay() - from.toSecondOfDay();
    int seconds = length > 0 ? length : length + DAY;
    List<int[]> stretches = new ArrayList<>();
    for (DayOfWeek day : days) {
      int start = (day.getValue() - 1) * DAY + from.toSecondOfDay();
      stretches.add(new int[] {start, start + seconds});
    }
    return stretches;
  }
}
