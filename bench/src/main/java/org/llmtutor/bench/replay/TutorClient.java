package org.llmtutor.bench.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Speaks to one service. Safe for concurrent use. */
final class TutorClient {

  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REQUEST = Duration.ofSeconds(90);

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final String url;

  TutorClient(URI url) {
    String text = url.toString();
    this.url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * What came back; {@code status} 0 stands for no reply.
   *
   * @param body the whole body, or why there was no reply
   */
  record Reply(int status, String body) {

    boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  Reply get(String path, String token) {
    return send(request(path, token, JSON).GET().build());
  }

  Reply post(String path, String token, @Nullable Object body, String accept) {
    return send(request(path, token, accept).POST(json(body)).build());
  }

  Reply put(String path, String token, Object body) {
    return send(request(path, token, JSON).PUT(json(body)).build());
  }

  /** The page of metrics in the text format. */
  Reply metrics(String token) {
    return send(request("/metrics", token, "text/plain").GET().build());
  }

  /**
   * Reads the reply to a request that the scenario cannot go on without.
   *
   * @throws IllegalStateException when it was refused or cannot be read
   */
  <T> T require(String what, Reply reply, Class<T> type) {
    requireOk(what, reply);
    try {
      return mapper.readValue(reply.body(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(what + ": the reply cannot be read; is it this service?", e);
    }
  }

  void requireOk(String what, Reply reply) {
    if (reply.status() == 0) {
      throw new IllegalStateException(
          "%s: no reply from %s (%s); is the service running there?"
              .formatted(what, url, reply.body()));
    }
    if (!reply.ok()) {
      throw new IllegalStateException(
          "%s: answered %d: %s".formatted(what, reply.status(), reply.body()));
    }
  }

  private HttpRequest.Builder request(String path, String token, String accept) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(REQUEST)
            .header("Accept", accept)
            .header("Content-Type", JSON);
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  private HttpRequest.BodyPublisher json(@Nullable Object body) {
    if (body == null) {
      return HttpRequest.BodyPublishers.noBody();
    }
    try {
      return HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the request cannot be written as JSON", e);
    }
  }

  private Reply send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      String message = e.getMessage();
      return new Reply(0, message == null ? e.getClass().getSimpleName() : message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply(0, "interrupted");
    }
  }
}
