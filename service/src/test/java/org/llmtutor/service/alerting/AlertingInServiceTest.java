package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.account.AccountConfig;
import org.llmtutor.service.account.AccountFeature;
import org.llmtutor.service.cost.TestCosts;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.http.HttpEdge;
import org.llmtutor.service.http.LimitsConfig;
import org.llmtutor.service.redis.RedisFeature;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.Telemetry;

/** The feature as the service installs it: its own threads, a real port, the operators' token. */
class AlertingInServiceTest {

  private static final String TOKEN = "ops-token-of-this-test";
  private static final ObjectMapper JSON = Jackson.newObjectMapper();

  @TempDir Path directory;
  private final TestHistory history = new TestHistory();
  private final Receiver receiver = new Receiver();
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = new TestDatabase(directory);
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    TestCosts.book(database, yesterday, "learner-1", "gpt-4o", 3, "1.25");
  }

  @AfterEach
  void close() {
    receiver.close();
    database.close();
  }

  @Test
  void evaluatesTellsAndAnswersByItself() throws Exception {
    Installation.write(directory, "a.yml", "  - {alert: Hot, expr: heat > 50}");
    Path file = directory.resolve("a.yml");
    Files.writeString(file, Files.readString(file).replace("1m", "50ms"));
    history.append(Labels.of("__name__", "heat"), System.currentTimeMillis(), 60);
    DropwizardTestSupport<Configuration> service = service();
    service.before();
    try {
      Set<String> told = new TreeSet<>(List.of(alertname(), alertname()));
      assertThat(told).containsExactly("DailyCostSummary", "Hot");
      HttpResponse<String> alerts = get(service, "alerts", TOKEN);
      assertThat(JSON.readTree(alerts.body()).at("/data/alerts/0/labels/alertname").asText())
          .isEqualTo("Hot");
      assertThat(JSON.readTree(get(service, "rules", TOKEN).body()).at("/data/groups")).hasSize(1);
      assertThat(get(service, "alerts", "another-token-of-no-one").statusCode()).isEqualTo(401);
    } finally {
      service.after();
    }
    assertThat(new StateFile(directory.resolve("state")).load().orElseThrow().alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.rule()).isEqualTo("Hot"));
    service = service();
    service.before();
    try {
      JsonNode rules = JSON.readTree(get(service, "rules", TOKEN).body());
      assertThat(rules.at("/data/groups/0/rules/0/state").asText()).isEqualTo("firing");
    } finally {
      service.after();
    }
  }

  private String alertname() throws InterruptedException {
    return receiver.next().json().at("/commonLabels/alertname").asText();
  }

  private static HttpResponse<String> get(
      DropwizardTestSupport<Configuration> service, String path, String token) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + service.getLocalPort() + "/api/ops/prometheus/api/v1/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private DropwizardTestSupport<Configuration> service() throws Exception {
    AlertingConfig config =
        JSON.readValue(
            """
            {"rules":["%s"],"stateFile":"%s","grouping":{"wait":"0s"},
             "channels":{"hook":{"type":"webhook","url":"%s"}},"dailySummary":{"at":"00:00"}}
            """
                .formatted(
                    directory.resolve("a.yml"), directory.resolve("state"), receiver.url("/")),
            AlertingConfig.class);
    return new DropwizardTestSupport<>(Tutor.class, quietOnAnyPort()) {
      @Override
      public Application<Configuration> newApplication() {
        return new Tutor(config, history, database);
      }
    };
  }

  private static Configuration quietOnAnyPort() {
    Configuration configuration = new Configuration();
    DefaultServerFactory server = new DefaultServerFactory();
    ((HttpConnectorFactory) server.getApplicationConnectors().get(0)).setPort(0);
    ((HttpConnectorFactory) server.getAdminConnectors().get(0)).setPort(0);
    LogbackAccessRequestLogFactory requestLog = new LogbackAccessRequestLogFactory();
    requestLog.setAppenders(List.of());
    server.setRequestLogFactory(requestLog);
    configuration.setServerFactory(server);
    DefaultLoggingFactory logging = new DefaultLoggingFactory();
    logging.setLevel("WARN");
    configuration.setLoggingFactory(logging);
    return configuration;
  }

  /** The part of the service that alerting needs. */
  public static final class Tutor extends Application<Configuration> {

    private final AlertingConfig config;
    private final TestHistory history;
    private final TestDatabase database;

    Tutor(AlertingConfig config, TestHistory history, TestDatabase database) {
      this.config = config;
      this.history = history;
      this.database = database;
    }

    @Override
    public void run(Configuration configuration, Environment environment) throws Exception {
      Telemetry telemetry = Telemetry.install(environment, MetricsConfig.defaults());
      HttpEdge.install(
          environment,
          configuration.getServerFactory(),
          LimitsConfig.defaults(),
          telemetry.requests());
      Metrics metrics = telemetry.metrics();
      Clock clock = Clock.systemUTC();
      ZoneId zone = ZoneId.of("UTC");
      AccountConfig accounts =
          JSON.readValue("{\"operatorToken\":\"" + TOKEN + "\"}", AccountConfig.class);
      AccountFeature.install(
          environment.jersey(),
          accounts,
          database,
          metrics,
          clock,
          RedisFeature.alone(),
          time -> Map.of(),
          List.of());
      AlertingFeature unused =
          AlertingFeature.install(
              environment,
              config,
              Optional.of(new AlertingFeature.History(history, history)),
              TestCosts.of(database, clock, zone),
              database,
              metrics,
              telemetry.tracing(),
              clock,
              zone);
    }
  }
}
