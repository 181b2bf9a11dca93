package org.llmtutor.service;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.account.AccountFeature;
import org.llmtutor.service.account.OperatorSessions;
import org.llmtutor.service.alerting.AlertingFeature;
import org.llmtutor.service.chat.ChatFeature;
import org.llmtutor.service.chat.ChatRecords;
import org.llmtutor.service.console.ConsoleFeature;
import org.llmtutor.service.cost.CostFeature;
import org.llmtutor.service.cost.CostRecords;
import org.llmtutor.service.cost.LedgerFeature;
import org.llmtutor.service.database.DatabaseConfig;
import org.llmtutor.service.database.DatabaseErrorMapper;
import org.llmtutor.service.database.DatabaseHealthCheck;
import org.llmtutor.service.database.DbCommand;
import org.llmtutor.service.database.JdbiDatabase;
import org.llmtutor.service.database.Migrations;
import org.llmtutor.service.exercise.Catalogue;
import org.llmtutor.service.exercise.ExerciseRecords;
import org.llmtutor.service.exercise.ExerciseResource;
import org.llmtutor.service.health.HealthEndpoints;
import org.llmtutor.service.health.HealthMonitor;
import org.llmtutor.service.history.HistoryFeature;
import org.llmtutor.service.history.api.PrometheusApi;
import org.llmtutor.service.http.HttpEdge;
import org.llmtutor.service.http.PlainValidation;
import org.llmtutor.service.llm.LlmClients;
import org.llmtutor.service.llm.LlmFeature;
import org.llmtutor.service.llm.ProviderConfig;
import org.llmtutor.service.redis.RedisFeature;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.Telemetry;
import org.llmtutor.service.telemetry.sentry.SentryReporting;
import org.llmtutor.service.telemetry.trace.OtelSettings;

/** The tutor: {@code java -jar service.jar server config.yml}. */
public final class TutorApplication extends Application<TutorConfiguration> {

  private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

  private final Clock clock;

  /** Runs on the system's clock. */
  public TutorApplication() {
    this(Clock.systemUTC());
  }

  /** Runs on another clock, for tests. */
  TutorApplication(Clock clock) {
    this.clock = clock;
  }

  /** Runs a command: {@code server}, {@code check} or {@code db}. */
  public static void main(String[] args) throws Exception {
    new TutorApplication().run(args);
  }

  @Override
  public String getName() {
    return "llm-tutor";
  }

  @Override
  public void initialize(Bootstrap<TutorConfiguration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(false)));
    bootstrap.setConfigurationFactoryFactory(StrictYaml::new);
    bootstrap.setValidatorFactory(PlainValidation.factory());
    bootstrap.addCommand(
        new DbCommand<>(TutorConfiguration.class, config -> config.database) {
          @Override
          public void onError(Cli cli, Namespace namespace, Throwable failure) {
            tell(cli, namespace, failure);
          }
        });
  }

  @Override
  protected void addDefaultCommands(Bootstrap<TutorConfiguration> bootstrap) {
    bootstrap.addCommand(
        new ServerCommand<>(this) {
          @Override
          public void onError(Cli cli, Namespace namespace, Throwable failure) {
            tell(cli, namespace, failure);
          }
        });
    bootstrap.addCommand(
        new CheckCommand<>(this) {
          @Override
          protected void run(
              Bootstrap<TutorConfiguration> unused, Namespace arguments, TutorConfiguration config)
              throws Exception {
            config.requireShareable();
            pricesOf(config);
            LlmClients.routes(config.llm, config.cost.cheaperProviders(), System.getenv(), clock);
            super.run(unused, arguments, config);
          }

          @Override
          public void onError(Cli cli, Namespace namespace, Throwable failure) {
            tell(cli, namespace, failure);
          }
        });
  }

  private static void tell(Cli cli, @Nullable Namespace namespace, Throwable failure) {
    String file = namespace == null ? null : namespace.getString("file");
    StartFailure.print(failure, file, cli.getStdErr());
  }

  /** The price book; the model of every route in use is in it. */
  private PriceBook pricesOf(TutorConfiguration config) {
    PriceBook prices = CostFeature.prices(config.cost);
    config.llm.order().forEach(name -> requirePrice(prices, config, "provider", name));
    config
        .cost
        .cheaperProviders()
        .forEach(name -> requirePrice(prices, config, "cost.degrade: provider", name));
    return prices;
  }

  private void requirePrice(
      PriceBook prices, TutorConfiguration config, String property, String name) {
    ProviderConfig entry = config.llm.entry(property, name);
    CostFeature.requirePrice(prices, entry.providerOr(name), entry.model(), clock);
  }

  @Override
  public void run(TutorConfiguration config, Environment environment) {
    config.requireShareable();
    useVirtualThreads(config);
    PriceBook prices = pricesOf(config);
    Telemetry telemetry =
        Telemetry.install(
            environment, config.prometheus, config.traces, OtelSettings.ofProcess(), version());
    Metrics metrics = telemetry.metrics();
    SentryReporting.install(environment, metrics);
    HttpEdge.install(environment, config.getServerFactory(), config.limits, telemetry.requests());
    JdbiDatabase database = database(config, environment, metrics);
    environment.jersey().register(new DatabaseErrorMapper());
    RedisFeature redis = RedisFeature.install(environment, config.redis, metrics);
    RecentActivity recent =
        new RecentActivity(database, config.accounts.maxActiveLearners(), clock);
    OperatorSessions sessions =
        AccountFeature.install(
            environment.jersey(),
            config.accounts,
            database,
            metrics,
            clock,
            redis,
            recent::learners,
            List.of(new ChatRecords(), new ExerciseRecords(), new CostRecords()));
    ConsoleFeature.install(
        environment.jersey(),
        config.console,
        sessions,
        telemetry.errors(),
        config.alerting.runbookUrl());
    Catalogue catalogue = Catalogue.packaged();
    environment
        .jersey()
        .register(
            new ExerciseResource(
                catalogue, config.exercises, database, metrics, clock, config.zone()));
    CostFeature cost =
        CostFeature.install(
            environment,
            config.cost,
            prices,
            database,
            metrics,
            config.llm.retry(),
            clock,
            config.zone());
    LedgerFeature.install(
        environment, config.ledger, config.cost, prices, database, clock, config.zone());
    LlmFeature llm =
        LlmFeature.install(
            config.llm, config.cost.cheaperProviders(), metrics, System.getenv(), clock);
    llm.routes().all().forEach(route -> cost.show(route.provider(), route.model()));
    ChatFeature.install(
        environment,
        config.chat,
        config.llm,
        llm.routes(),
        cost,
        catalogue,
        database,
        redis.perMinute(
            "chat",
            config.chat.messagesPerMinute(),
            config.chat.maxRateLimited(),
            recent::messages),
        clock);
    HealthMonitor health =
        HealthEndpoints.install(
            environment,
            config.healthChecks,
            metrics,
            config.prometheus,
            config.database.directory(),
            version());
    health.required("database", new DatabaseHealthCheck(database));
    health.required("ledger", cost.backlogCheck());
    health.optional("llm", llm.check());
    redis.check().ifPresent(check -> health.optional("redis", check));
    HistoryFeature history =
        HistoryFeature.install(
            environment, config.history, config.database.directory(), metrics, clock);
    history
        .store()
        .ifPresent(
            store ->
                PrometheusApi.install(environment, config.prometheusApi, store, version(), clock));
    AlertingFeature alerting =
        AlertingFeature.install(
            environment,
            config.alerting,
            history.store().map(store -> new AlertingFeature.History(store, store::append)),
            cost.daily(),
            database,
            metrics,
            telemetry.tracing(),
            clock,
            config.zone());
    health.optional("alerting", alerting.check());
    StartNotice notice = new StartNotice(getName() + " " + version(), config);
    environment.lifecycle().addEventListener(notice);
    environment.lifecycle().addServerLifecycleListener(notice);
  }

  /** The release as the build wrote it into the jar. */
  private static String version() {
    String version = TutorApplication.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static JdbiDatabase database(
      TutorConfiguration config, Environment environment, Metrics metrics) {
    JdbiDatabase database = JdbiDatabase.open(config.database, metrics, environment.metrics());
    try {
      bringUpToDate(config.database);
    } catch (RuntimeException e) {
      database.stop();
      throw e;
    }
    environment.lifecycle().manage(database);
    return database;
  }

  private static void bringUpToDate(DatabaseConfig config) {
    Migrations migrations = new Migrations(config);
    if (config.migrateOnStart()) {
      migrations.apply();
    } else {
      migrations.requireCurrent();
    }
  }

  /** The configuration property would stop the start on an older JDK. */
  private static void useVirtualThreads(TutorConfiguration config) {
    if (Runtime.version().feature() >= FIRST_JDK_WITH_VIRTUAL_THREADS
        && config.getServerFactory() instanceof AbstractServerFactory server) {
      server.setEnableVirtualThreads(true);
    }
  }
}
