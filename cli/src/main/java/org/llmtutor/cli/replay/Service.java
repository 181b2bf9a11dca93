package org.llmtutor.cli.replay;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.Authorization;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;

/** The service that is driven. Thread-safe. */
final class Service {

  private static final Duration LLM_WAIT = Duration.ofSeconds(90);

  private final Target operator;
  private final HttpCaller http;

  /** The service with the operator's token. */
  Service(Target operator, HttpCaller http) {
    this.operator = operator;
    this.http = http.quiet().waitingAtLeast(LLM_WAIT);
  }

  /**
   * What came back.
   *
   * @param status HTTP status; 0 for no reply
   * @param body the JSON object, or null when it is none
   * @param retryAfter how long to wait, as the service asks; zero when it does not
   * @param refusal what to throw when this was not wanted
   */
  record Reply(
      int status, @Nullable JsonObject body, Duration retryAfter, @Nullable CliException refusal) {

    /** Of a reply that is read to its end. */
    static Reply of(HttpReply reply) {
      HttpReply.Content content = reply.content();
      return new Reply(reply.status(), content.body(), reply.retryAfter(), content.refusal());
    }

    /** Of a call that got no reply. */
    static Reply none(@Nullable CliException why) {
      return new Reply(0, null, Duration.ZERO, why);
    }

    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** The body's {@code code}; empty without one. */
    String code() {
      return body == null ? "" : body.optionalText("code").orElse("");
    }
  }

  /** Sends a request; a call that gets no reply has status 0. */
  Reply send(HttpRequest request) {
    try (HttpReply reply = http.send(request)) {
      return Reply.of(reply);
    } catch (CliException e) {
      return Reply.none(e);
    }
  }

  /** Sends a request and gives the reply itself, to be closed. */
  HttpReply open(HttpRequest request) {
    return http.send(request);
  }

  /** A POST of JSON with a learner's token. */
  HttpRequest post(String path, Authorization learner, Map<String, ?> body) {
    return HttpRequest.post(operator.at(path), learner, JsonWriter.write(body));
  }

  /** A GET with a token. */
  HttpRequest get(String path, Authorization authorization) {
    return HttpRequest.get(operator.at(path), authorization);
  }

  /** A GET with the operator's token that must succeed. */
  JsonObject ops(String path, Map<String, String> query) {
    HttpRequest request = HttpRequest.get(operator.at(path, query), operator.authorization());
    try (HttpReply reply = http.send(request)) {
      return reply.json();
    }
  }

  /** Makes or renames a class. */
  void putClass(String code, String title) {
    HttpRequest post =
        post("/api/ops/classes/" + code, operator.authorization(), Map.of("title", title));
    HttpRequest put =
        new HttpRequest("PUT", post.uri(), post.authorization(), post.headers(), post.body());
    try (HttpReply reply = http.send(put)) {
      if (!reply.isSuccess()) {
        throw reply.refused();
      }
    }
  }

  /** The page of metrics, to be closed. */
  HttpReply metrics(Target scraped) {
    Map<String, String> accept = Map.of("Accept", "text/plain;version=0.0.4");
    return http.send(
        new HttpRequest("GET", scraped.at("/metrics"), scraped.authorization(), accept, null));
  }
}
