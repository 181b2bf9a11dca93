package org.llmtutor.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llmtutor.service.database.TestAddress;

/**
 * The whole service with the shipped configuration on free ports, its data in a folder of the test.
 */
public final class TestTutor implements AutoCloseable {

  private static final Path SHIPPED =
      Path.of(System.getProperty("project.root", "..")).resolve("config.yml");

  public static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  private final DropwizardTestSupport<TutorConfiguration> support;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path directory;

  private TestTutor(DropwizardTestSupport<TutorConfiguration> support, Path directory) {
    this.support = support;
    this.directory = directory;
  }

  /** Starts with overrides such as {@code llm.provider=offline}. */
  public static TestTutor start(Path directory, String... overrides) {
    return start(Clock.systemUTC(), directory, overrides);
  }

  /** Starts on another clock. */
  public static TestTutor start(Clock clock, Path directory, String... overrides) {
    return start(SHIPPED, clock, directory, overrides);
  }

  /** Starts with the shipped configuration in which {@code text} stands for a part of it. */
  public static TestTutor startChanged(
      String part, String text, Path directory, String... overrides) {
    try {
      String shipped = Files.readString(SHIPPED);
      if (!shipped.contains(part)) {
        throw new IllegalArgumentException("not in the shipped configuration: " + part);
      }
      Path changed =
          Files.writeString(directory.resolve("config.yml"), shipped.replace(part, text));
      return start(changed, Clock.systemUTC(), directory, overrides);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestTutor start(Path file, Clock clock, Path directory, String... overrides) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("server.applicationConnectors[0].port", "0");
    values.put("server.adminConnectors[0].port", "0");
    values.put("server.requestLog.appenders[0].threshold", "OFF");
    values.put("server.requestLog.appenders[1].directory", directory.resolve("log").toString());
    values.put("logging.level", "WARN");
    values.put("logging.appenders[2].directory", directory.resolve("log").toString());
    values.put("database.url", TestAddress.in(directory));
    values.put("accounts.operatorTokenFile", directory.resolve("ops.token").toString());
    values.put("history.snapshotFile", directory.resolve("history.snapshot").toString());
    values.put("alerting.stateFile", directory.resolve("alerts.state").toString());
    for (String override : overrides) {
      int equals = override.indexOf('=');
      values.put(override.substring(0, equals), override.substring(equals + 1));
    }
    ConfigOverride[] all =
        values.entrySet().stream()
            .map(entry -> ConfigOverride.config(entry.getKey(), entry.getValue()))
            .toArray(ConfigOverride[]::new);
    DropwizardTestSupport<TutorConfiguration> support =
        new DropwizardTestSupport<>(TutorApplication.class, file.toString(), all) {
          @Override
          public TutorApplication newApplication() {
            return new TutorApplication(clock);
          }
        };
    try {
      support.before();
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    return new TestTutor(support, directory);
  }

  /** A reply. */
  public record Reply(HttpResponse<String> raw) {

    public int status() {
      return raw.statusCode();
    }

    public String body() {
      return raw.body();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(raw.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + support.getLocalPort() + path);
  }

  /** Sends a POST without a body to the admin port. */
  public Reply postAdmin(String path) {
    URI admin = URI.create("http://127.0.0.1:" + support.getAdminPort() + path);
    return send(HttpRequest.newBuilder(admin).POST(HttpRequest.BodyPublishers.noBody()));
  }

  public String operatorToken() {
    try {
      return Files.readString(directory.resolve("ops.token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Registers a learner and returns the token. */
  public String register() {
    return register("{\"display_name\":\"Test\"}");
  }

  public String register(String body) {
    Reply reply = post("/api/users", "", body);
    if (reply.status() != 201) {
      throw new IllegalStateException(reply.body());
    }
    return reply.json().get("token").asText();
  }

  public Reply get(String path, String token, String... headers) {
    return send(with(request(path, token), headers).GET());
  }

  public Reply post(String path, String token, String json, String... headers) {
    HttpRequest.Builder request =
        with(request(path, token).header("Content-Type", "application/json"), headers);
    return send(request.POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  public Reply send(String method, String path, String token, String json, String... headers) {
    return send(
        with(request(path, token).header("Content-Type", "application/json"), headers)
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Sends a body that is not JSON. */
  public Reply sendAs(String method, String path, String token, String type, String body) {
    return send(
        request(path, token)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sum of the samples on the metrics page whose line starts with {@code prefix}. */
  public double metric(String prefix) {
    return get("/metrics", "")
        .body()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    support.after();
  }
}
