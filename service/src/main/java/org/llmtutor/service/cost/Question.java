package org.llmtutor.service.cost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report is asked for.
 *
 * @param days which days
 * @param by dimensions of the rows; none for the total alone
 * @param top rows that are shown at most; null for all
 * @param compare days to compare with; null for none
 * @param unit what cost is divided by; null for nothing
 * @param trend whether rows tell of the days before
 * @param names whether learners are named and small groups shown
 */
record Question(
    Days days,
    List<Dimension> by,
    @Nullable Integer top,
    @Nullable Days compare,
    @Nullable CostUnit unit,
    boolean trend,
    boolean names) {

  Question {
    by = List.copyOf(by);
  }

  /** Of days by dimensions, with everything shown. */
  static Question of(Days days, List<Dimension> by) {
    return new Question(days, by, null, null, null, false, true);
  }

  /** Whether groups are groups of people that must not be too small. */
  boolean hasCohorts() {
    return !names && by.stream().anyMatch(Dimension::isCohort);
  }

  boolean hasTime() {
    return by.stream().anyMatch(Dimension::isTime);
  }
}
