package org.llmtutor.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A learner's program: sends a message with its key, tells what came of it. */
final class Client {

  private static final Duration REQUEST = Duration.ofSeconds(20);
  private static final String DONE = "event: done\ndata: ";

  private final ObjectMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** What came of a request. */
  sealed interface Outcome {

    /** The whole reply is there. */
    record Acknowledged(JsonNode reply) implements Outcome {}

    /** The service said something else. */
    record Refused(int status, String body) implements Outcome {}

    /** The connection was made and broke, or the reply ended early: anything may have happened. */
    record Broken() implements Outcome {}

    /** No connection: nothing has happened. */
    record NotSent() implements Outcome {}
  }

  Outcome ask(URI service, String token, Lesson lesson, int attempt, boolean streamed) {
    HttpRequest request =
        request(service, "/api/chat/message", token)
            .header("Accept", streamed ? "text/event-stream" : "application/json")
            .header("Idempotency-Key", lesson.key())
            .header("X-Request-Id", lesson.requestId(attempt))
            .POST(body(Map.of("message", lesson.message())))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        return new Outcome.Refused(response.statusCode(), response.body());
      }
      return streamed ? streamed(response.body()) : acknowledged(response.body());
    } catch (ConnectException e) {
      return new Outcome.NotSent();
    } catch (IOException e) {
      return new Outcome.Broken();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Broken();
    }
  }

  private Outcome streamed(String events) throws IOException {
    int done = events.indexOf(DONE);
    if (done < 0) {
      return new Outcome.Broken();
    }
    String data = events.substring(done + DONE.length());
    return acknowledged(data.substring(0, data.indexOf('\n')));
  }

  private Outcome acknowledged(String reply) throws IOException {
    return new Outcome.Acknowledged(json.readTree(reply));
  }

  /** Registers a learner and returns the token. */
  String register(URI service, String name) {
    return post(service, "/api/users", Map.of("display_name", name)).get("token").asText();
  }

  /** Reads an operator's route. */
  JsonNode get(URI service, String path, String token) {
    return send(request(service, path, token).GET().build());
  }

  /** The sum of a metric over its series; infinite while the service does not tell. */
  double metric(URI service, String name) {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/metrics"))
            .timeout(REQUEST)
            .header("Accept", "text/plain")
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      return Double.POSITIVE_INFINITY;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.POSITIVE_INFINITY;
    }
  }

  private JsonNode post(URI service, String path, Map<String, String> fields) {
    return send(request(service, path, "").POST(body(fields)).build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            request.uri().getPath() + ": answered " + response.statusCode() + response.body());
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(request.uri().getPath() + ": no reply", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static HttpRequest.Builder request(URI service, String path, String token) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(service.resolve(path))
            .timeout(REQUEST)
            .header("Content-Type", "application/json");
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  private HttpRequest.BodyPublisher body(Map<String, String> fields) {
    return HttpRequest.BodyPublishers.ofString(json.valueToTree(fields).toString());
  }
}
