package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.llmtutor.service.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators of each budget window that is nearly spent, once: a line in the log and a count,
 * whichever instance sees it first. Safe for concurrent use.
 */
final class BudgetWarnings {

  private static final Logger LOG = LoggerFactory.getLogger(BudgetWarnings.class);
  private static final int MOST_AT_ONCE = 100;

  private final Database database;
  private final BudgetPolicy policy;
  private final Ledger ledger;
  private final CostMetrics metrics;
  private final Clock clock;

  BudgetWarnings(
      Database database, BudgetPolicy policy, Ledger ledger, CostMetrics metrics, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.ledger = ledger;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Looks for windows that have become nearly spent; returns how many. */
  int look() {
    LocalDate day = ledger.today();
    List<BudgetWindow.Key> found =
        database.read(handle -> BudgetDao.nearlySpent(handle, day, MOST_AT_ONCE));
    int told = 0;
    for (BudgetWindow.Key key : found) {
      BudgetBook.Filled filled = database.read(handle -> filled(handle, key, day));
      BudgetWindow window = filled.window();
      if (database.write(
          handle -> BudgetDao.markWarned(handle, key, window.start(), clock.instant()))) {
        metrics.warned(key.scope(), window.limit().mode());
        LOG.warn("{}", line(filled));
        told++;
      }
    }
    return told;
  }

  private BudgetBook.Filled filled(Handle handle, BudgetWindow.Key key, LocalDate day) {
    Map<BudgetWindow.Key, BudgetLimit> overrides =
        BudgetOverrideDao.find(
            handle,
            key.scope().equals("class") ? key.id() : "",
            key.scope().equals("learner") ? key.id() : "");
    BudgetWindow window = policy.window(key, day, overrides);
    return new BudgetBook.Filled(window, BudgetDao.balances(handle, List.of(window)).get(0));
  }

  private static String line(BudgetBook.Filled filled) {
    BudgetWindow window = filled.window();
    BudgetWindow.Key key = window.key();
    return "budget of %s%s, %s%s: %s of %s spent, %s held; %s; resets at %s"
        .formatted(
            key.scope(),
            key.id().isEmpty() ? "" : " " + key.id(),
            key.period(),
            key.model().isEmpty() ? "" : ", model " + key.model(),
            filled.balance().spent(),
            window.limit().amount(),
            filled.balance().held(),
            window.isHard() ? "calls that do not fit are refused" : "nothing is refused",
            window.resetsAt());
  }
}
