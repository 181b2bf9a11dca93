package org.llmtutor.service.history.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.llmtutor.service.account.AccountConfig;
import org.llmtutor.service.account.AccountFeature;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.health.HealthConfig;
import org.llmtutor.service.health.HealthEndpoints;
import org.llmtutor.service.history.SeriesSource;
import org.llmtutor.service.http.HttpEdge;
import org.llmtutor.service.http.LimitsConfig;
import org.llmtutor.service.redis.RedisFeature;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.Telemetry;

/** The API behind the real edge and authentication, on a real port. It is 1970-01-01 01:00 UTC. */
public final class PrometheusServer implements AutoCloseable {

  static final String TOKEN = "ops_of-the-tests-and-only-there";
  static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(3600), ZoneOffset.UTC);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final SeriesSource source;
  private final PrometheusApiConfig config;
  private final TestDatabase database;
  private final DropwizardTestSupport<Configuration> support;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  PrometheusServer(Path folder, SeriesSource source, PrometheusApiConfig config) {
    this.folder = folder;
    this.source = source;
    this.config = config;
    this.database = new TestDatabase(folder);
    this.support =
        new DropwizardTestSupport<>(WithPrometheusApi.class, quietOnAnyPort()) {
          @Override
          public Application<Configuration> newApplication() {
            return new WithPrometheusApi(PrometheusServer.this);
          }
        };
    try {
      support.before();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Configuration quietOnAnyPort() {
    DefaultServerFactory server = new DefaultServerFactory();
    server.setApplicationConnectors(List.of(anyPort()));
    server.setAdminConnectors(List.of(anyPort()));
    LogbackAccessRequestLogFactory requestLog = new LogbackAccessRequestLogFactory();
    requestLog.setAppenders(List.of());
    server.setRequestLogFactory(requestLog);
    DefaultLoggingFactory logging = new DefaultLoggingFactory();
    logging.setLevel("ERROR");
    Configuration configuration = new Configuration();
    configuration.setServerFactory(server);
    configuration.setLoggingFactory(logging);
    return configuration;
  }

  private static HttpConnectorFactory anyPort() {
    HttpConnectorFactory connector = new HttpConnectorFactory();
    connector.setBindHost("127.0.0.1");
    connector.setPort(0);
    return connector;
  }

  int port() {
    return support.getLocalPort();
  }

  /** Asks an address of the API with names and values as parameters. */
  Reply get(String path, String... parameters) {
    String query = parameters.length == 0 ? "" : "?" + encoded(parameters);
    return send(request(PrometheusApi.PATH + path + query, "Bearer " + TOKEN).GET());
  }

  /** As {@link #get}, with the parameters in a form. */
  Reply post(String path, String... parameters) {
    return send(
        request(PrometheusApi.PATH + path, "Bearer " + TOKEN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(parameters))));
  }

  /** Any address, with {@code authorization} unless it is empty. */
  Reply raw(String path, String authorization) {
    return send(request(path, authorization).GET());
  }

  Reply json(String path, String body) {
    return send(
        request(path, "")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String encoded(String... parameters) {
    return IntStream.range(0, parameters.length / 2)
        .mapToObj(i -> encode(parameters[2 * i]) + "=" + encode(parameters[2 * i + 1]))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A reply. */
  record Reply(HttpResponse<String> raw) {

    int status() {
      return raw.statusCode();
    }

    String body() {
      return raw.body();
    }

    JsonNode json() {
      try {
        return JSON.readTree(body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What is in {@code data}, as it stands; fails when there is none. */
    String data() {
      if (status() != 200) {
        throw new IllegalStateException(status() + " " + body());
      }
      return json().get("data").toString();
    }
  }

  @Override
  public void close() {
    support.after();
    database.close();
  }

  /** Only what the API needs. */
  static final class WithPrometheusApi extends Application<Configuration> {

    private final PrometheusServer server;

    WithPrometheusApi(PrometheusServer server) {
      this.server = server;
    }

    @Override
    public void run(Configuration configuration, Environment environment) {
      MetricsConfig metricsConfig = MetricsConfig.defaults();
      Telemetry telemetry = Telemetry.install(environment, metricsConfig);
      HttpEdge.install(
          environment,
          configuration.getServerFactory(),
          LimitsConfig.defaults(),
          telemetry.requests());
      AccountConfig accounts = AccountConfig.of(null, null, null, null, TOKEN, null, null);
      AccountFeature.install(
          environment.jersey(),
          accounts,
          server.database,
          telemetry.metrics(),
          CLOCK,
          RedisFeature.alone(),
          time -> Map.of(),
          List.of());
      HealthEndpoints.install(
          environment,
          HealthConfig.defaults(),
          telemetry.metrics(),
          metricsConfig,
          server.folder,
          "1.2.3");
      PrometheusApi.install(environment, server.config, server.source, "1.2.3", CLOCK);
    }
  }
}
