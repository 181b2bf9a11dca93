package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.CostReport;

/** The four weeks up to a report's last day, by group. */
final class Trends {

  /** Days of a trend. */
  static final int DAYS = 28;

  /** A report with more rows has no trends. */
  static final int MOST_ROWS = 200;

  private Trends() {}

  /**
   * Trends by key, for keys with a settled call in these weeks.
   *
   * @param keys the groups that are shown
   */
  static Map<List<String>, CostReport.Trend> of(
      Handle handle, List<Dimension> by, LocalDate last, Collection<List<String>> keys) {
    Slice slice = new Slice(by, Days.until(last, DAYS));
    int learner = by.indexOf(Dimension.LEARNER);
    List<String> only =
        learner < 0 ? List.of() : keys.stream().map(key -> key.get(learner)).distinct().toList();
    Map<List<String>, List<Usd>> byKey = new HashMap<>();
    for (CostReportDao.DayCost cost : CostReportDao.dayCosts(handle, slice, only)) {
      int day = (int) ChronoUnit.DAYS.between(slice.days().from(), cost.day());
      byKey
          .computeIfAbsent(cost.key(), key -> new ArrayList<>(Collections.nCopies(DAYS, Usd.ZERO)))
          .set(day, cost.cost());
    }
    Map<List<String>, CostReport.Trend> trends = new HashMap<>();
    byKey.forEach((key, days) -> trends.put(key, trend(slice.days().from(), days, last)));
    return trends;
  }

  /** The trend of all groups together. */
  static CostReport.Trend total(Handle handle, LocalDate last) {
    return of(handle, List.of(), last, List.of())
        .getOrDefault(
            List.of(),
            trend(Days.until(last, DAYS).from(), Collections.nCopies(DAYS, Usd.ZERO), last));
  }

  private static CostReport.Trend trend(LocalDate from, List<Usd> days, LocalDate last) {
    List<BigDecimal> amounts = days.stream().map(Usd::toDecimal).toList();
    return new CostReport.Trend(from, amounts, Anomalies.find(days, last).orElse(null));
  }
}
