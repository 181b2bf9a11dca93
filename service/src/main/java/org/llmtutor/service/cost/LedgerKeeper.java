package org.llmtutor.service.cost;

import com.codahale.metrics.health.HealthCheck;
import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.LateWrites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every {@code cost.sweepInterval}: books what waited for the database, turns expired holds
 * into unknown cost, tells of budgets that are nearly spent and refreshes the budget gauges. As a
 * health check it fails when it has not managed to for several intervals. Safe for concurrent use.
 */
final class LedgerKeeper extends HealthCheck implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerKeeper.class);
  private static final int MISSED_INTERVALS = 6;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final Database database;
  private final LateWrites late;
  private final BudgetWarnings warnings;
  private final CostMetrics metrics;
  private final Duration patience;
  private final Ticker ticker;
  private volatile long lastSuccess;

  LedgerKeeper(
      Ledger ledger,
      Database database,
      LateWrites late,
      BudgetWarnings warnings,
      CostMetrics metrics,
      Duration interval,
      Ticker ticker) {
    this.ledger = ledger;
    this.database = database;
    this.late = late;
    this.warnings = warnings;
    this.metrics = metrics;
    Duration missed = interval.multipliedBy(MISSED_INTERVALS);
    this.patience = missed.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : missed;
    this.ticker = ticker;
    this.lastSuccess = ticker.read();
  }

  @Override
  public void run() {
    try {
      // First, so that bookings that wait, which may take long, do not keep holds past their lease.
      int expired = ledger.expire();
      if (expired > 0) {
        LOG.warn("{} holds outlived their lease; their cost is unknown", expired);
      }
      late.retry();
      warnings.look();
      refreshGauges();
      lastSuccess = ticker.read();
    } catch (RuntimeException e) {
      LOG.error("the ledger could not be kept", e);
    }
  }

  private void refreshGauges() {
    Map<String, ExposureDao.Ratios> ratios =
        database.read(handle -> ExposureDao.ratios(handle, ledger.today())).stream()
            .collect(Collectors.toMap(ExposureDao.Ratios::scope, Function.identity()));
    Map<String, ExposureDao.Open> open = database.read(ExposureDao::open);
    ExposureDao.Open held = open.getOrDefault("held", ExposureDao.Open.NONE);
    ExposureDao.Open unknown = open.getOrDefault("unknown", ExposureDao.Open.NONE);
    for (String scope : BudgetPolicy.SCOPES) {
      boolean classes = scope.equals("class");
      metrics.spent(ratios.getOrDefault(scope, new ExposureDao.Ratios(scope, null, null)));
      metrics.exposure(
          scope,
          classes ? held.inClasses() : held.all(),
          classes ? unknown.inClasses() : unknown.all());
    }
  }

  @Override
  protected Result check() {
    if (late.waiting() > 0) {
      return Result.unhealthy("bookings wait for the database; see the log");
    }
    return ticker.read() - lastSuccess > patience.toNanos()
        ? Result.unhealthy("open holds have not been swept for a while; see the log")
        : Result.healthy();
  }
}
