package org.llmtutor.service.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.cost.TestCosts;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.trace.Tracing;

/**
 * The alerting of one service process, with a history and a clock of the test. Groups are evaluated
 * and the keeper runs when the test says so; channels have their real threads.
 */
final class Installation implements AutoCloseable {

  private static final ObjectMapper JSON = Jackson.newObjectMapper();

  final AlertingFeature feature;
  final CollectorRegistry registry = new CollectorRegistry();
  private final TestHistory history;
  private final MutableClock clock;

  Installation(
      Path directory, TestHistory history, MutableClock clock, TestDatabase database, String config)
      throws Exception {
    this.history = history;
    this.clock = clock;
    String where =
        "{\"rules\":[\"%s/*.yml\"],\"stateFile\":\"%s\","
            .formatted(directory, directory.resolve("state"));
    this.feature =
        AlertingFeature.of(
            JSON.readValue(where + config.substring(1), AlertingConfig.class),
            new AlertingFeature.History(history, history),
            TestCosts.of(database, clock, ZoneId.of("UTC")),
            database,
            new Metrics(registry),
            Tracing.off(),
            clock,
            ZoneId.of("UTC"));
    feature.senders().forEach(Sender::start);
    feature.evaluator().reload();
  }

  static void write(Path directory, String name, String... rules) {
    String text =
        "groups:\n- name: g\n  interval: 1m\n  rules:\n" + String.join("\n", rules) + "\n";
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The clock moves, the metric gets a value, all rules are evaluated, channels are told. */
  void minute(double heat) {
    clock.advance(Duration.ofMinutes(1));
    history.append(
        Labels.of("__name__", "heat", "room", "a"), clock.instant().toEpochMilli(), heat);
    feature.evaluator().evaluateAll();
    feature.keeper().turn();
  }

  /** The state of each alert that is not inactive. */
  List<String> states() {
    return feature.evaluator().views().stream()
        .flatMap(view -> view.rules().stream())
        .flatMap(rule -> rule.active().stream())
        .map(alert -> alert.state() + " " + alert.labels().get("alertname"))
        .toList();
  }

  /** Waits until what was told is known, and what a restart needs is saved. */
  void settle(String channel, double notifications) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (value("alerting_notifications_total", channel) < notifications) {
      if (System.nanoTime() > end) {
        throw new AssertionError(channel + " was not told in time");
      }
      Thread.sleep(5);
    }
    feature.keeper().turn();
  }

  double value(String metric, String channel) {
    Double value =
        registry.getSampleValue(
            metric, new String[] {"channel", "status"}, new String[] {channel, "sent"});
    return value == null ? 0 : value;
  }

  @Override
  public void close() {
    try {
      for (Sender sender : feature.senders()) {
        sender.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
