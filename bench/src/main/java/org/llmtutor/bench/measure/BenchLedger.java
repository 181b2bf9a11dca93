package org.llmtutor.bench.measure;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import io.prometheus.client.CollectorRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.util.component.LifeCycle;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.cost.CallContext;
import org.llmtutor.service.cost.CostConfig;
import org.llmtutor.service.cost.CostConfig.Budgets;
import org.llmtutor.service.cost.CostConfig.Limits;
import org.llmtutor.service.cost.CostFeature;
import org.llmtutor.service.cost.Meter;
import org.llmtutor.service.cost.MeteredFailure;
import org.llmtutor.service.cost.MeteredReply;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.DatabaseConfig;
import org.llmtutor.service.database.JdbiDatabase;
import org.llmtutor.service.database.Migrations;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.llm.LlmMessage;
import org.llmtutor.service.llm.LlmRequest;
import org.llmtutor.service.llm.LlmRoute;
import org.llmtutor.service.llm.RetryPolicy;
import org.llmtutor.service.telemetry.Metrics;

/** The service's ledger on a database of its own. Safe for concurrent use. */
final class BenchLedger implements AutoCloseable {

  /** Learners that take turns. */
  static final int LEARNERS = 128;

  private static final io.dropwizard.util.Duration NEVER_SLOW =
      io.dropwizard.util.Duration.hours(1);

  private static final LlmRequest REQUEST =
      new LlmRequest(
          InstantProvider.MODEL,
          List.of(LlmMessage.system("You are a tutor."), LlmMessage.user("Why does my loop end?")),
          1_024,
          Duration.ofSeconds(60),
          "bench",
          false,
          null);

  private final Environment environment;
  private final JdbiDatabase database;
  private final Meter meter;
  private final CollectorRegistry registry;
  private final List<LlmRoute> routes =
      List.of(new LlmRoute("offline", new InstantProvider(), InstantProvider.MODEL));

  private BenchLedger(
      Environment environment, JdbiDatabase database, Meter meter, CollectorRegistry registry) {
    this.environment = environment;
    this.database = database;
    this.meter = meter;
    this.registry = registry;
  }

  /**
   * Brings the database up to date.
   *
   * @param maxBatch transactions that share one commit at most
   */
  static BenchLedger open(String url, int maxBatch) {
    // The measured calls read nothing, and a line for each wait would be the measurement.
    DatabaseConfig config =
        DatabaseConfig.of(url, 1, NEVER_SLOW, null, null, null, maxBatch, null, null, null);
    CollectorRegistry registry = new CollectorRegistry();
    Metrics metrics = new Metrics(registry);
    JdbiDatabase database = JdbiDatabase.open(config, metrics, new MetricRegistry());
    new Migrations(config).apply();
    Environment environment = new Environment("bench");
    Limits limits = Limits.of(BigDecimal.valueOf(1_000_000), null);
    CostFeature cost =
        CostFeature.install(
            environment,
            CostConfig.with(new Budgets(limits, limits, limits)),
            PriceBook.packaged(),
            database,
            metrics,
            RetryPolicy.DEFAULT,
            Clock.systemUTC(),
            ZoneOffset.UTC);
    environment.lifecycle().getManagedObjects().forEach(managed -> LifeCycle.start(managed));
    return new BenchLedger(environment, database, cost.meter(), registry);
  }

  Database database() {
    return database;
  }

  /** A durable hold, a call that takes no time, a durable settlement. */
  MeteredReply call() throws MeteredFailure {
    int i = ThreadLocalRandom.current().nextInt(LEARNERS);
    CallContext context =
        new CallContext(
            "learner-" + i, "u-" + i, "class-" + i % 4, "", "loops-easy", "chat", "bench", null);
    return meter.prepare(context, routes, REQUEST).run(LlmListener.NONE);
  }

  /** How many commits its writer has made. */
  long commits() {
    Double count =
        registry.getSampleValue(
            "database_query_duration_seconds_count",
            new String[] {"query_type"},
            new String[] {"commit"});
    return count == null ? 0 : count.longValue();
  }

  @Override
  public void close() {
    environment.lifecycle().getManagedObjects().forEach(managed -> LifeCycle.stop(managed));
    database.stop();
  }
}
