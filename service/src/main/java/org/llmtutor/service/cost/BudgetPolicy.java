package org.llmtutor.service.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which windows a call falls in: daily and monthly, for the platform, the learner, and the
 * learner's class if there is one; of all models and of the call's own. Days begin in the
 * platform's zone. A limit that operators have set goes before the configured one. Immutable.
 */
final class BudgetPolicy {

  /** What budgets are for, widest first. */
  static final List<String> SCOPES = List.of("platform", "class", "learner");

  /** How long windows are. */
  static final List<String> PERIODS = List.of("daily", "monthly");

  /** Windows of calls of whatever model. */
  static final String ALL_MODELS = "";

  private final CostConfig.Budgets budgets;
  private final ZoneId zone;

  BudgetPolicy(CostConfig.Budgets budgets, ZoneId zone) {
    this.budgets = budgets;
    this.zone = zone;
  }

  /**
   * All windows of one call, with a limit or not. The widest scope first, so that rows are always
   * locked in the same order.
   */
  List<BudgetWindow> windows(
      String classCode,
      String learnerId,
      String model,
      LocalDate day,
      Map<BudgetWindow.Key, BudgetLimit> overrides) {
    List<BudgetWindow> windows = new ArrayList<>();
    for (String scope : SCOPES) {
      String id = id(scope, classCode, learnerId);
      if (scope.equals("class") && id.isEmpty()) {
        continue;
      }
      for (String of : List.of(ALL_MODELS, model)) {
        for (String period : PERIODS) {
          BudgetWindow.Key key = new BudgetWindow.Key(scope, id, of, period);
          windows.add(window(key, day, overrides));
        }
      }
    }
    return windows;
  }

  /** The windows of a scope: those of all models, and those of models that have a limit. */
  List<BudgetWindow> shown(
      String scope, String id, LocalDate day, Map<BudgetWindow.Key, BudgetLimit> overrides) {
    Set<String> models = new LinkedHashSet<>(List.of(ALL_MODELS));
    models.addAll(budgets.of(scope).models().keySet());
    overrides.keySet().stream()
        .filter(key -> key.scope().equals(scope) && key.id().equals(id))
        .map(BudgetWindow.Key::model)
        .sorted()
        .forEach(models::add);
    return models.stream()
        .flatMap(model -> PERIODS.stream().map(p -> new BudgetWindow.Key(scope, id, model, p)))
        .map(key -> window(key, day, overrides))
        .filter(window -> window.key().model().isEmpty() || window.isLimited())
        .toList();
  }

  /** The window that {@code day} falls in. */
  BudgetWindow window(
      BudgetWindow.Key key, LocalDate day, Map<BudgetWindow.Key, BudgetLimit> overrides) {
    boolean daily = key.period().equals("daily");
    LocalDate start = daily ? day : day.withDayOfMonth(1);
    LocalDate next = daily ? start.plusDays(1) : start.plusMonths(1);
    Instant resetsAt = next.atStartOfDay(zone).toInstant();
    BudgetLimit configured = budgets.of(key.scope()).of(key.model(), key.period());
    return new BudgetWindow(key, start, overrides.getOrDefault(key, configured), resetsAt);
  }

  /** Whose windows of a scope a learner's calls fall in; empty for the platform, or no class. */
  static String id(String scope, String classCode, String learnerId) {
    return switch (scope) {
      case "class" -> classCode;
      case "learner" -> learnerId;
      default -> "";
    };
  }
}
