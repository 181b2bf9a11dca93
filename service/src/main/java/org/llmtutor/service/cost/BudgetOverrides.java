package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetOverride;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits that operators set while the service runs. A change is durable before it is answered, is
 * logged with who made it, and holds for every call that begins after the answer, on every
 * instance. Safe for concurrent use.
 */
final class BudgetOverrides {

  private static final Logger LOG = LoggerFactory.getLogger(BudgetOverrides.class);
  private static final int MOST_MODELS = 100;
  private static final Pattern MODEL = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final Database database;
  private final BudgetPolicy policy;
  private final Ledger ledger;
  private final Clock clock;

  BudgetOverrides(Database database, BudgetPolicy policy, Ledger ledger, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * The id of a path such as {@code class/7b}; the platform's is {@code all} there.
   *
   * @throws ApiException 404 when there is no such scope, class or learner
   */
  String requireKnown(String scope, String sent) {
    String id = scope.equals("platform") && sent.equals("all") ? "" : sent;
    if (!BudgetPolicy.SCOPES.contains(scope)) {
      throw new ApiException(
          404, "not_found", "Budgets are of platform/all, class/CODE or learner/ID.");
    }
    if (!database.read(handle -> BudgetOverrideDao.isKnown(handle, scope, id))) {
      throw ApiException.notFound(scope.equals("platform") ? "budget" : scope);
    }
    return id;
  }

  /** The limits set for one scope, by window. */
  Map<BudgetWindow.Key, BudgetLimit> of(Handle handle, String scope, String id) {
    Map<BudgetWindow.Key, BudgetLimit> all =
        BudgetOverrideDao.find(
            handle, scope.equals("class") ? id : "", scope.equals("learner") ? id : "");
    Map<BudgetWindow.Key, BudgetLimit> own = new HashMap<>(all);
    own.keySet().removeIf(key -> !key.scope().equals(scope));
    return own;
  }

  /** The limits set for one scope, as they are sent. */
  BudgetOverride find(String scope, String id) {
    Map<BudgetWindow.Key, BudgetLimit> set = database.read(handle -> of(handle, scope, id));
    Map<String, BudgetOverride.Periods> models = new TreeMap<>();
    for (BudgetWindow.Key key : set.keySet()) {
      if (!key.model().isEmpty()) {
        models.put(key.model(), periods(set, scope, id, key.model()));
      }
    }
    BudgetOverride.Periods all = periods(set, scope, id, BudgetPolicy.ALL_MODELS);
    return new BudgetOverride(all.daily(), all.monthly(), models);
  }

  private static BudgetOverride.Periods periods(
      Map<BudgetWindow.Key, BudgetLimit> set, String scope, String id, String model) {
    return new BudgetOverride.Periods(
        sent(set.get(new BudgetWindow.Key(scope, id, model, "daily"))),
        sent(set.get(new BudgetWindow.Key(scope, id, model, "monthly"))));
  }

  private static BudgetOverride.@Nullable Limit sent(@Nullable BudgetLimit limit) {
    if (limit == null) {
      return null;
    }
    Usd amount = limit.amount();
    return new BudgetOverride.Limit(
        amount == null ? null : amount.toDecimal(), limit.mode(), limit.warnAt());
  }

  /** Sets these limits for one scope, instead of those set before. */
  void set(String scope, String id, BudgetOverride sent, String operator) {
    Map<BudgetWindow.Key, BudgetLimit> limits = read(scope, id, sent);
    replace(scope, id, limits, operator);
    LOG.info(
        "{} set the budget of {}: {}",
        operator,
        name(scope, id),
        limits.isEmpty() ? "as configured" : text(limits));
  }

  /** Takes the limits of one scope back. */
  void clear(String scope, String id, String operator) {
    replace(scope, id, Map.of(), operator);
    LOG.info("{} set the budget of {}: as configured", operator, name(scope, id));
  }

  private void replace(
      String scope, String id, Map<BudgetWindow.Key, BudgetLimit> limits, String operator) {
    LocalDate day = ledger.today();
    Instant now = clock.instant();
    int unused =
        database.write(
            handle -> {
              Map<BudgetWindow.Key, BudgetLimit> before = of(handle, scope, id);
              int cleared = BudgetOverrideDao.clear(handle, scope, id);
              limits.forEach(
                  (key, limit) -> BudgetOverrideDao.add(handle, key, limit, now, operator));
              Map<BudgetWindow.Key, BudgetLimit> changed = new LinkedHashMap<>(before);
              changed.putAll(limits);
              List<BudgetWindow> windows =
                  changed.keySet().stream().map(key -> policy.window(key, day, limits)).toList();
              if (!windows.isEmpty()) {
                BudgetDao.limit(handle, windows);
              }
              return cleared;
            });
  }

  private static Map<BudgetWindow.Key, BudgetLimit> read(
      String scope, String id, BudgetOverride sent) {
    Map<BudgetWindow.Key, BudgetLimit> limits = new LinkedHashMap<>();
    put(limits, new BudgetWindow.Key(scope, id, "", "daily"), sent.daily());
    put(limits, new BudgetWindow.Key(scope, id, "", "monthly"), sent.monthly());
    Map<String, BudgetOverride.Periods> models =
        new TreeMap<>(sent.models() == null ? Map.of() : sent.models());
    if (models.size() > MOST_MODELS) {
      throw ApiException.invalid("models has more than " + MOST_MODELS + " entries.");
    }
    models.forEach(
        (model, periods) -> {
          if (!MODEL.matcher(model).matches()) {
            throw ApiException.invalid("models: a name needs 1 to 200 visible ASCII characters.");
          }
          put(limits, new BudgetWindow.Key(scope, id, model, "daily"), periods.daily());
          put(limits, new BudgetWindow.Key(scope, id, model, "monthly"), periods.monthly());
        });
    return limits;
  }

  private static void put(
      Map<BudgetWindow.Key, BudgetLimit> limits,
      BudgetWindow.Key key,
      BudgetOverride.@Nullable Limit sent) {
    if (sent == null) {
      return;
    }
    try {
      limits.put(key, BudgetLimit.of(sent.limitUsd(), sent.mode(), sent.warnAt()));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid(
          "%s: limit_usd is dollars, not negative; mode is hard or soft; warn_at is above 0 and at most 1."
              .formatted(key.period()));
    }
  }

  private static String name(String scope, String id) {
    return id.isEmpty() ? scope : scope + " " + id;
  }

  private static String text(Map<BudgetWindow.Key, BudgetLimit> limits) {
    StringBuilder text = new StringBuilder();
    limits.forEach(
        (key, limit) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(key.period())
                .append(key.model().isEmpty() ? "" : " of " + key.model())
                .append(' ')
                .append(limit.amount() == null ? "no limit" : limit.amount() + " " + limit.mode())
                .append(", warning at ")
                .append(limit.warnAt()));
    return text.toString();
  }
}
