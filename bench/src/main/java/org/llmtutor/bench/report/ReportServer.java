package org.llmtutor.bench.report;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dropwizard.core.setup.Environment;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.cost.CostConfig;
import org.llmtutor.service.cost.CostConfig.Budgets;
import org.llmtutor.service.cost.CostFeature;
import org.llmtutor.service.cost.CostResource;
import org.llmtutor.service.database.DatabaseConfig;
import org.llmtutor.service.database.JdbiDatabase;
import org.llmtutor.service.database.Migrations;
import org.llmtutor.service.llm.RetryPolicy;
import org.llmtutor.service.telemetry.Metrics;

/** The service's reports on a ledger, from the parameters to the written reply, without HTTP. */
final class ReportServer implements AutoCloseable {

  private static final Operator OPERATOR = new Operator("bench");

  private final JdbiDatabase database;
  private final CostResource resource;
  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private ReportServer(JdbiDatabase database, CostResource resource) {
    this.database = database;
    this.resource = resource;
  }

  /** Brings the file's schema up to date, and makes the file when there is none. */
  static void migrate(Path file) {
    new Migrations(config(file)).apply();
  }

  /** Opens a file; there it is noon of {@code today}. */
  static ReportServer open(Path file, LocalDate today) {
    Metrics metrics = new Metrics(new CollectorRegistry());
    JdbiDatabase database = JdbiDatabase.open(config(file), metrics, new MetricRegistry());
    Environment environment = new Environment("bench");
    CostFeature cost =
        CostFeature.install(
            environment,
            CostConfig.with(Budgets.of(null, null, null)),
            PriceBook.packaged(),
            database,
            metrics,
            RetryPolicy.DEFAULT,
            Clock.fixed(today.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
            ZoneOffset.UTC);
    return new ReportServer(database, cost.reports());
  }

  private static DatabaseConfig config(Path file) {
    return DatabaseConfig.at("jdbc:sqlite:" + file);
  }

  /** Answers a question, and writes the answer to nowhere. */
  void answer(ReportKind kind, int days) {
    write(
        kind == ReportKind.FORECAST
            ? resource.forecast(OPERATOR)
            : resource.report(
                OPERATOR,
                null,
                null,
                kind.days(days) + "d",
                kind.by(),
                kind.top(),
                kind.compare(),
                kind.unit(),
                kind.trend(),
                "false"));
  }

  private void write(@Nullable Object reply) {
    try {
      json.writeValue(OutputStream.nullOutputStream(), reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    database.stop();
  }
}
