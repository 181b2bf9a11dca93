package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;

/**
 * What calls of one group cost.
 *
 * @param sums settled calls
 * @param unknown calls without an outcome, and the most that they may have cost
 */
record Group(Sums sums, Sums.Part unknown) {

  static final Group NONE = new Group(Sums.NONE, Sums.Part.NONE);

  private static final int RATIO_DIGITS = 4;

  Group plus(Group other) {
    return new Group(sums.plus(other.sums), unknown.plus(other.unknown));
  }

  long calls() {
    return sums.calls() + unknown.calls();
  }

  boolean isEmpty() {
    return calls() == 0;
  }

  /** All groups together. */
  static Group total(Map<List<String>, Group> groups) {
    return groups.values().stream().reduce(NONE, Group::plus);
  }

  /** Groups under other keys; those that come under the same one are added. */
  static Map<List<String>, Group> mapped(
      Map<List<String>, Group> groups, UnaryOperator<List<String>> key) {
    return groups.entrySet().stream()
        .collect(
            Collectors.toMap(entry -> key.apply(entry.getKey()), Map.Entry::getValue, Group::plus));
  }

  CostReport.Completeness completeness() {
    return new CostReport.Completeness(
        part(sums.provider()), part(sums.computed()), part(sums.estimated()), part(unknown));
  }

  private static CostReport.Part part(Sums.Part part) {
    return new CostReport.Part(part.calls(), part.cost().toDecimal());
  }

  /** This group as what {@code now} is compared with. */
  CostReport.Previous before(Group now) {
    Usd change = now.sums.cost().minus(sums.cost());
    String status = isEmpty() ? "new" : now.isEmpty() ? "gone" : null;
    return new CostReport.Previous(
        sums.calls(), sums.cost().toDecimal(), change.toDecimal(), ratio(change), status);
  }

  private @Nullable BigDecimal ratio(Usd change) {
    return sums.cost().equals(Usd.ZERO)
        ? null
        : change.toDecimal().divide(sums.cost().toDecimal(), RATIO_DIGITS, RoundingMode.HALF_EVEN);
  }
}
