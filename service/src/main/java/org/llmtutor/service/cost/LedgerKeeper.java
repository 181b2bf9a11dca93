package org.llmtutor.service.cost;

import com.codahale.metrics.health.HealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.llmtutor.service.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every {@code cost.sweepInterval}: turns expired holds into unknown cost and refreshes the
 * budget gauges. As a health check it fails when it has not managed to for several intervals. Safe
 * for concurrent use.
 */
final class LedgerKeeper extends HealthCheck implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerKeeper.class);
  private static final int MISSED_INTERVALS = 6;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final Database database;
  private final CostMetrics metrics;
  private final Duration patience;
  private final Clock clock;
  private volatile Instant lastSuccess;

  LedgerKeeper(
      Ledger ledger, Database database, CostMetrics metrics, Duration interval, Clock clock) {
    this.ledger = ledger;
    this.database = database;
    this.metrics = metrics;
    Duration missed = interval.multipliedBy(MISSED_INTERVALS);
    this.patience = missed.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : missed;
    this.clock = clock;
    this.lastSuccess = clock.instant();
  }

  @Override
  public void run() {
    try {
      int expired = ledger.expire();
      if (expired > 0) {
        LOG.warn("{} holds outlived their lease; their cost is unknown", expired);
      }
      refreshGauges();
      lastSuccess = clock.instant();
    } catch (RuntimeException e) {
      LOG.error("the ledger could not be kept", e);
    }
  }

  private void refreshGauges() {
    Map<String, Double> ratios =
        database.read(handle -> ExposureDao.ratios(handle, ledger.today()));
    Map<String, ExposureDao.Open> open = database.read(ExposureDao::open);
    ExposureDao.Open held = open.getOrDefault("held", ExposureDao.Open.NONE);
    ExposureDao.Open unknown = open.getOrDefault("unknown", ExposureDao.Open.NONE);
    for (String scope : List.of("platform", "class", "learner")) {
      boolean classes = scope.equals("class");
      metrics.exposure(
          scope,
          ratios.getOrDefault(scope, 0.0),
          classes ? held.inClasses() : held.all(),
          classes ? unknown.inClasses() : unknown.all());
    }
  }

  @Override
  protected Result check() {
    return lastSuccess.plus(patience).isBefore(clock.instant())
        ? Result.unhealthy("open holds have not been swept for a while; see the log")
        : Result.healthy();
  }
}
