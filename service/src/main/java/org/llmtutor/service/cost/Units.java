package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;

/** Counts what cost is divided by. */
final class Units {

  private static final int DIGITS = 9;

  private final ZoneId zone;

  Units(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Counts by group and, under the empty key, over all groups.
   *
   * @param groups settled sums by key
   */
  Map<List<String>, Long> count(
      Handle handle, CostUnit unit, Slice slice, Map<List<String>, Group> groups) {
    return switch (unit) {
      case HINT -> hints(groups);
      case LEARNER -> learners(handle, slice);
      case EXERCISE -> exercises(handle, slice);
    };
  }

  private static Map<List<String>, Long> hints(Map<List<String>, Group> groups) {
    Map<List<String>, Long> counts = new HashMap<>();
    groups.forEach((key, group) -> counts.put(key, group.sums().replies()));
    counts.put(List.of(), Group.total(groups).sums().replies());
    return counts;
  }

  private static Map<List<String>, Long> learners(Handle handle, Slice slice) {
    Map<List<String>, Long> counts = new HashMap<>();
    List<List<Dimension>> wanted = new ArrayList<>(List.of(List.of()));
    if (!slice.by().isEmpty()) {
      wanted.add(slice.by());
    }
    for (List<Dimension> by : wanted) {
      CostReportDao.learners(handle, slice.by(by))
          .forEach(group -> counts.put(group.key(), group.count()));
    }
    return counts;
  }

  private Map<List<String>, Long> exercises(Handle handle, Slice slice) {
    List<CostReportDao.Solved> solved = solved(handle, slice.days());
    Map<List<String>, Long> counts = new HashMap<>();
    solved.forEach(each -> counts.merge(key(each, slice.by()), 1L, Long::sum));
    counts.put(List.of(), (long) solved.size());
    return counts;
  }

  /** Who solved something in each group, for groups that only completions tell of. */
  Crowds solvers(Handle handle, Slice slice) {
    Crowds crowds = new Crowds();
    solved(handle, slice.days())
        .forEach(each -> crowds.add(key(each, slice.by()), each.learnerId()));
    return crowds;
  }

  private List<CostReportDao.Solved> solved(Handle handle, Days days) {
    return CostReportDao.solved(handle, begin(days.from()), begin(days.to()));
  }

  /** The day's first instant, which is not always midnight. */
  private long begin(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private List<String> key(CostReportDao.Solved solved, List<Dimension> by) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(solved.completedAt()), zone);
    return by.stream()
        .map(
            dimension ->
                switch (dimension) {
                  case DAY -> day.toString();
                  case WEEK -> Slice.week(day);
                  case MONTH -> day.toString().substring(0, 7);
                  case LEARNER -> solved.learnerId();
                  case CLASS -> solved.classCode();
                  case EXERCISE -> solved.exerciseId();
                  case MODEL, PROVIDER, FEATURE -> "";
                })
        .toList();
  }

  /** What one unit cost; without a count when that cannot be told. */
  static CostReport.Unit of(Usd cost, @Nullable Long count) {
    BigDecimal each =
        count == null || count == 0
            ? null
            : cost.toDecimal().divide(BigDecimal.valueOf(count), DIGITS, RoundingMode.HALF_EVEN);
    return new CostReport.Unit(count, each);
  }
}
