package org.llmtutor.service.cost;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * One stretch of days in which one scope may spend up to a limit.
 *
 * @param key what it is a window of
 * @param start first day
 * @param limit how much it may come to
 * @param resetsAt when the next window begins
 */
record BudgetWindow(Key key, LocalDate start, BudgetLimit limit, Instant resetsAt) {

  /**
   * What a limit is for.
   *
   * @param scope {@code platform}, {@code class} or {@code learner}
   * @param id class code or learner id; empty for the platform
   * @param model one model's calls alone; empty for all
   * @param period {@code daily} or {@code monthly}
   */
  record Key(String scope, String id, String model, String period) {}

  /**
   * The order in which windows are locked, on engines that lock rows: that of a call's windows, the
   * widest scope first.
   */
  static final Comparator<BudgetWindow> ORDER =
      Comparator.comparing((BudgetWindow window) -> BudgetPolicy.SCOPES.indexOf(window.key.scope))
          .thenComparing(window -> window.key.id)
          .thenComparing(window -> window.key.model)
          .thenComparing(window -> window.key.period)
          .thenComparing(BudgetWindow::start);

  boolean isLimited() {
    return limit.amount() != null;
  }

  boolean isHard() {
    return limit.cap() != null;
  }

  /** What a window with a limit has left, never negative. */
  Usd remaining(BudgetDao.Balance balance) {
    Usd amount = requireNonNull(limit.amount(), "only windows with a limit have something left");
    return amount.minus(balance.used()).max(Usd.ZERO);
  }

  /** Whether so much was spent that people are warned. */
  boolean isNearlySpent(BudgetDao.Balance balance) {
    Usd from = limit.warnFrom();
    return from != null && balance.spent().compareTo(from) >= 0;
  }

  /** Spent and held as a share of the limit; 1 for a limit of zero, 0 without a limit. */
  double usedShare(BudgetDao.Balance balance) {
    Usd amount = limit.amount();
    if (amount == null) {
      return 0;
    }
    return amount.nanos() == 0 ? 1 : (double) balance.used().nanos() / amount.nanos();
  }
}
