package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtutor.api.CostReport;

/**
 * Tells a day that cost more than the days before it explain (ADR 18). The usual cost is the median
 * of the same weekday before. The bound above it is four robust standard deviations (1.4826 × the
 * median absolute deviation of the days before from their own weekdays' medians), half of the usual
 * cost, or a cent, whichever is most. A short history tells of nothing.
 */
final class Anomalies {

  /** Days with history that are needed before the last. */
  static final int LEAST_DAYS = 14;

  private static final Usd FLOOR = Usd.parse("0.01");
  private static final long DEVIATIONS_IN_TEN_THOUSANDTHS = 4 * 14_826;
  private static final int TEN_THOUSAND = 10_000;
  private static final int WEEK = 7;

  private Anomalies() {}

  /**
   * The last day, when it is unusually expensive.
   *
   * @param days cost by day, one after another
   * @param last the last of them
   */
  static Optional<CostReport.Anomaly> find(List<Usd> days, LocalDate last) {
    int end = days.size() - 1;
    int begin = 0;
    while (begin < end && days.get(begin).equals(Usd.ZERO)) {
      begin++;
    }
    if (end - begin < LEAST_DAYS) {
      return Optional.empty();
    }
    long usual = weekdayMedian(days, begin, end, end);
    List<Long> deviations = new ArrayList<>();
    for (int i = begin; i < end; i++) {
      deviations.add(Math.abs(days.get(i).nanos() - weekdayMedian(days, begin, end, i)));
    }
    long spread =
        Math.multiplyExact(median(deviations), DEVIATIONS_IN_TEN_THOUSANDTHS) / TEN_THOUSAND;
    long margin = Math.max(FLOOR.nanos(), Math.max(spread, usual / 2));
    Usd bound = new Usd(Math.addExact(usual, margin));
    Usd cost = days.get(end);
    return cost.compareTo(bound) <= 0
        ? Optional.empty()
        : Optional.of(
            new CostReport.Anomaly(
                last, cost.toDecimal(), new Usd(usual).toDecimal(), bound.toDecimal()));
  }

  private static long weekdayMedian(List<Usd> days, int begin, int end, int day) {
    List<Long> same = new ArrayList<>();
    for (int i = begin; i < end; i++) {
      if ((day - i) % WEEK == 0) {
        same.add(days.get(i).nanos());
      }
    }
    return median(same);
  }

  private static long median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1) + (sorted.get(middle) - sorted.get(middle - 1)) / 2;
  }
}
