package org.llmtutor.service.cost;

import com.codahale.metrics.health.HealthCheck;
import com.google.common.base.Ticker;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.LateWrites;
import org.llmtutor.service.llm.RetryPolicy;
import org.llmtutor.service.telemetry.Metrics;

/** Builds the ledger and what stands on it. */
public final class CostFeature {

  private final Meter meter;
  private final CostMetrics metrics;
  private final LedgerKeeper keeper;
  private final LateWrites late;
  private final DailyCosts daily;
  private final Degradation degradation;
  private final CostResource reports;

  private CostFeature(
      Meter meter,
      CostMetrics metrics,
      LedgerKeeper keeper,
      LateWrites late,
      DailyCosts daily,
      Degradation degradation,
      CostResource reports) {
    this.meter = meter;
    this.metrics = metrics;
    this.keeper = keeper;
    this.late = late;
    this.daily = daily;
    this.degradation = degradation;
    this.reports = reports;
  }

  /** Registers resources and the keeper with {@code environment}. */
  public static CostFeature install(
      Environment environment,
      CostConfig config,
      PriceBook prices,
      Database database,
      Metrics metrics,
      RetryPolicy retry,
      Clock clock,
      ZoneId zone) {
    LateWrites late = new LateWrites(database, config.maxLateWrites());
    Ledger ledger = new Ledger(database, late, config, clock, zone);
    CostMetrics costMetrics = new CostMetrics(metrics, config.userLabels());
    CostMetrics.showLedger(metrics, ledger, late);
    Duration interval = config.sweepInterval().toJavaDuration();
    BudgetPolicy policy = new BudgetPolicy(config.budgets(), zone);
    BudgetWarnings warnings = new BudgetWarnings(database, policy, ledger, costMetrics, clock);
    LedgerKeeper keeper =
        new LedgerKeeper(
            ledger, database, late, warnings, costMetrics, interval, Ticker.systemTicker());
    environment.lifecycle().manage(new Schedule(keeper, interval));
    CostReports reports = new CostReports(database, config, clock, zone);
    CostForecasts forecasts = new CostForecasts(database, config, clock, zone);
    CostResource resource = new CostResource(reports, forecasts, ledger);
    environment.jersey().register(resource);
    environment.jersey().register(new BudgetResource(database, ledger, policy, clock));
    environment.jersey().register(new UsageResource(database, ledger, zone));
    Repricing repricing = new Repricing(database, config, clock, Ticker.systemTicker(), zone);
    environment.jersey().register(new PriceResource(prices, repricing, ledger, clock));
    Duration margin = config.leaseMargin().toJavaDuration();
    Meter meter = new Meter(ledger, prices, costMetrics, retry, margin, clock);
    DailyCosts daily = new DailyCosts(database, reports);
    Degradation degradation = new Degradation(config, ledger, costMetrics);
    return new CostFeature(meter, costMetrics, keeper, late, daily, degradation, resource);
  }

  /**
   * The prices to use.
   *
   * @throws org.llmtutor.prices.PriceBookException naming every mistake in the operator's file
   */
  public static PriceBook prices(CostConfig config) {
    return config.priceFile().isEmpty()
        ? PriceBook.packaged()
        : PriceBook.withOverrides(Path.of(config.priceFile()));
  }

  /**
   * Stops the start when a configured model has no price.
   *
   * @throws IllegalStateException naming the model and the remedy
   */
  public static void requirePrice(PriceBook prices, String provider, String model, Clock clock) {
    if (prices.find(provider, model, clock.instant()).isEmpty()) {
      throw new IllegalStateException(
          "'%s' of provider '%s' has no price, so its cost could not be booked; add it to a file and name that in cost.priceFile"
              .formatted(model, provider));
    }
  }

  /** Shows the cost of a model from zero on, so that its first rise is seen. */
  public void show(String provider, String model) {
    metrics.show(provider, model);
  }

  /** Calls providers and books what they cost. */
  public Meter meter() {
    return meter;
  }

  /** Makes calls cheaper before a budget refuses them. */
  public Degradation degradation() {
    return degradation;
  }

  /** Writes that belong to a paid call; tried again with the ledger's own. */
  public LateWrites late() {
    return late;
  }

  /** The route of reports, for whoever measures it without HTTP. */
  public CostResource reports() {
    return reports;
  }

  /** What whole days cost. */
  public DailyCosts daily() {
    return daily;
  }

  /** Fails when expired holds are not swept, or bookings wait. */
  public HealthCheck backlogCheck() {
    return keeper;
  }
}
