package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Which windows a call falls in: daily and monthly, for the platform, the learner, and the
 * learner's class if there is one. Days begin in the platform's zone. Immutable.
 */
final class BudgetPolicy {

  /** What budgets are for, widest first. */
  static final List<String> SCOPES = List.of("platform", "class", "learner");

  private final CostConfig.Budgets budgets;
  private final ZoneId zone;

  BudgetPolicy(CostConfig.Budgets budgets, ZoneId zone) {
    this.budgets = budgets;
    this.zone = zone;
  }

  /** The widest scope first, so that rows are always locked in the same order. */
  List<BudgetWindow> windows(String classCode, String learnerId, LocalDate day) {
    List<BudgetWindow> windows = new ArrayList<>();
    add(windows, "platform", "", budgets.platform(), day);
    if (!classCode.isEmpty()) {
      add(windows, "class", classCode, budgets.schoolClass(), day);
    }
    add(windows, "learner", learnerId, budgets.learner(), day);
    return windows;
  }

  private void add(
      List<BudgetWindow> windows,
      String scope,
      String id,
      CostConfig.Limits limits,
      LocalDate day) {
    LocalDate month = day.withDayOfMonth(1);
    windows.add(
        new BudgetWindow(
            scope,
            id,
            "daily",
            day,
            limits.daily(),
            day.plusDays(1).atStartOfDay(zone).toInstant()));
    windows.add(
        new BudgetWindow(
            scope,
            id,
            "monthly",
            month,
            limits.monthly(),
            month.plusMonths(1).atStartOfDay(zone).toInstant()));
  }
}
