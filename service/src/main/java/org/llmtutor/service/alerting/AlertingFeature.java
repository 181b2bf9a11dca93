package org.llmtutor.service.alerting;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.llmtutor.rules.alerting.RuleQueries;
import org.llmtutor.rules.alerting.Surroundings;
import org.llmtutor.service.cost.DailyCosts;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.trace.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates rules on the service's own history, tells people, and says what fires. */
public final class AlertingFeature {

  private static final Logger LOG = LoggerFactory.getLogger(AlertingFeature.class);

  /**
   * Where rules find samples and leave some.
   *
   * @param source what they ask
   * @param recorder where they record
   */
  public record History(Queryable source, Recorder recorder) {

    private static final History NONE =
        new History((from, to, matchers) -> List.of(), (labels, millis, value) -> {});
  }

  private final Evaluator evaluator;
  private final AlertKeeper keeper;
  private final @Nullable DailySummary summary;
  private final List<Sender> senders;

  private AlertingFeature(
      Evaluator evaluator,
      AlertKeeper keeper,
      @Nullable DailySummary summary,
      List<Sender> senders) {
    this.evaluator = evaluator;
    this.keeper = keeper;
    this.summary = summary;
    this.senders = List.copyOf(senders);
  }

  /**
   * Registers resources and threads with {@code environment}.
   *
   * @param history empty when the service keeps none: then no rules are evaluated
   * @param costs what the daily summary tells
   * @param database where it is noted that a summary was sent
   * @param tracing traces the calls to channels
   * @param zone the platform's zone, in which days begin
   */
  public static AlertingFeature install(
      Environment environment,
      AlertingConfig config,
      Optional<History> history,
      DailyCosts costs,
      Database database,
      Metrics metrics,
      Tracing tracing,
      Clock clock,
      ZoneId zone) {
    boolean evaluates = config.enabled() && history.isPresent();
    if (config.enabled() && history.isEmpty()) {
      LOG.info("no rules are evaluated: alerting needs history.enabled: true");
    }
    History samples = history.orElse(History.NONE);
    AlertingFeature feature = of(config, samples, costs, database, metrics, tracing, clock, zone);
    environment.jersey().register(new RulesResource(feature.evaluator));
    environment.jersey().register(new AlertsResource(feature.evaluator));
    environment
        .lifecycle()
        .manage(
            evaluates
                ? feature.threads()
                : new AlertingThreads(null, null, feature.summary, feature.senders));
    return feature;
  }

  /** Everything, not running. */
  static AlertingFeature of(
      AlertingConfig config,
      History history,
      DailyCosts costs,
      Database database,
      Metrics registry,
      Tracing tracing,
      Clock clock,
      ZoneId zone) {
    AlertingMetrics metrics = new AlertingMetrics(registry);
    Channels channels = new Channels(config, metrics, tracing, clock);
    Notifications notifications = new Notifications(config, channels.receivers(), metrics, clock);
    List<AlertListener> listeners = new ArrayList<>(channels.feeds());
    listeners.add(notifications);
    StateFile file = new StateFile(Path.of(config.stateFile()));
    AlertState state = config.enabled() ? file.load().orElse(null) : null;
    if (state != null) {
      notifications.restore(state.groups());
    }
    EngineOptions options =
        EngineOptions.DEFAULTS
            .withTimeout(config.queryTimeout())
            .withMaxSamples(config.maxQuerySamples())
            .withDefaultSubqueryStep(config.evaluationInterval());
    GroupTask.Tools tools =
        new GroupTask.Tools(
            new RuleQueries(new Engine(options), history.source()),
            history.recorder(),
            all(listeners),
            metrics,
            clock);
    RuleLoader loader =
        new RuleLoader(new Surroundings(config.externalLabels(), config.externalUrl()));
    Evaluator evaluator = new Evaluator(config, loader, tools, state);
    AlertKeeper keeper = new AlertKeeper(evaluator, notifications, file, metrics, clock);
    LocalTime at = config.dailySummary().at();
    DailySummary summary =
        at == null
            ? null
            : new DailySummary(
                config.dailySummary(),
                at,
                costs,
                database,
                channels.senders(),
                config.externalLabels(),
                clock,
                zone);
    return new AlertingFeature(evaluator, keeper, summary, channels.senders());
  }

  /** Fails while a rule file is not in force as it is. */
  public HealthCheck check() {
    return new AlertingCheck(evaluator);
  }

  Evaluator evaluator() {
    return evaluator;
  }

  AlertKeeper keeper() {
    return keeper;
  }

  /** Its threads, all of which run. */
  AlertingThreads threads() {
    return new AlertingThreads(evaluator, keeper, summary, senders);
  }

  List<Sender> senders() {
    return senders;
  }

  private static AlertListener all(List<AlertListener> listeners) {
    return new AlertListener() {
      @Override
      public void evaluated(
          RuleSource source, Duration interval, List<ActiveAlert> alerts, Instant now) {
        listeners.forEach(listener -> listener.evaluated(source, interval, alerts, now));
      }

      @Override
      public void keepOnly(Predicate<RuleSource> known, Instant now) {
        listeners.forEach(listener -> listener.keepOnly(known, now));
      }
    };
  }
}
