package org.llmtutor.cli.query;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.PlainText;

/** Asks a server that speaks the Prometheus HTTP API, version 1. */
public final class PrometheusApi {

  private static final int LONGEST_URL = 6000;
  private static final int LONGEST_MESSAGE = 400;
  private static final Pattern POSITION =
      Pattern.compile("(?:invalid parameter \"query\": )?(\\d+:\\d+): (?:parse error: )?(.*)");

  private final Target target;
  private final HttpCaller http;

  /** Asks {@code target}. */
  public PrometheusApi(Target target, HttpCaller http) {
    this.target = target;
    this.http = http;
  }

  /** Asks {@code /api/v1/query}. */
  public QueryResult instant(Map<String, String> parameters) {
    return ask("/api/v1/query", parameters);
  }

  /** Asks {@code /api/v1/query_range}. */
  public QueryResult range(Map<String, String> parameters) {
    return ask("/api/v1/query_range", parameters);
  }

  private QueryResult ask(String path, Map<String, String> parameters) {
    return QueryResult.of(get(path, parameters));
  }

  /** As {@link #instant}, where the server may refuse the query. */
  public QueryResult tryInstant(Map<String, String> parameters) throws RefusedException {
    return QueryResult.of(tryGet("/api/v1/query", parameters));
  }

  /** As {@link #range}, where the server may refuse the query. */
  public QueryResult tryRange(Map<String, String> parameters) throws RefusedException {
    return QueryResult.of(tryGet("/api/v1/query_range", parameters));
  }

  /**
   * The whole reply of a path of the API.
   *
   * @throws CliException when it is no success
   */
  public JsonObject get(String path, Map<String, String> parameters) {
    HttpRequest request = request(path, parameters);
    try (HttpReply reply = http.send(request)) {
      if (reply.isSuccess()) {
        JsonObject body = reply.json();
        if (body.optionalText("status").filter("success"::equals).isEmpty()) {
          throw refused(body, request);
        }
        return body;
      }
      throw refused(reply, request);
    }
  }

  /** The reply of a path that not every server offers; empty when it is no success. */
  public Optional<JsonObject> find(String path, Map<String, String> parameters) {
    try (HttpReply reply = http.send(request(path, parameters))) {
      JsonObject body = reply.isSuccess() ? reply.content().body() : null;
      return Optional.ofNullable(body)
          .filter(found -> found.optionalText("status").filter("success"::equals).isPresent());
    }
  }

  private JsonObject tryGet(String path, Map<String, String> parameters) throws RefusedException {
    HttpRequest request = request(path, parameters);
    try (HttpReply reply = http.send(request)) {
      if (reply.isSuccess()) {
        return reply.json();
      }
      HttpReply.Content content = reply.content();
      JsonObject body = content.body();
      if (body != null && body.optionalText("error").isPresent()) {
        throw new RefusedException(body.optionalText("errorType").orElse("error"), told(body));
      }
      throw content.refusal();
    }
  }

  private static String told(JsonObject body) {
    String error = body.optionalText("error").orElse("unknown error");
    Matcher position = POSITION.matcher(error);
    return PlainText.of(position.matches() ? position.group(2) : error, LONGEST_MESSAGE);
  }

  private HttpRequest request(String path, Map<String, String> parameters) {
    HttpRequest get = HttpRequest.get(target.at(path, parameters), target.authorization());
    return get.uri().toString().length() > LONGEST_URL ? post(path, get) : get;
  }

  private HttpRequest post(String path, HttpRequest get) {
    Map<String, String> headers =
        Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded");
    String form = get.uri().getRawQuery();
    return new HttpRequest("POST", target.at(path), target.authorization(), headers, form);
  }

  private static CliException refused(HttpReply reply, HttpRequest request) {
    HttpReply.Content content = reply.content();
    JsonObject body = content.body();
    if (body != null && body.optionalText("error").isPresent()) {
      return refused(body, request);
    } else if (reply.status() == 404) {
      return CliException.failed(
          request.shown()
              + ": 404 not found; no Prometheus HTTP API there, name one with --prometheus URL");
    }
    boolean anonymous = reply.status() == 401 && !request.authorization().isPresent();
    return anonymous && !request.uri().getPath().contains("/api/ops/")
        ? CliException.failed(
            request.shown()
                + ": 401 unauthorized; no token was sent, set MONITORCTL_PROMETHEUS_TOKEN or a"
                + " prometheus_token in a context")
        : content.refusal();
  }

  private static CliException refused(JsonObject body, HttpRequest request) {
    String error = body.optionalText("error").orElse("unknown error");
    String type = body.optionalText("errorType").orElse("error");
    Matcher position = POSITION.matcher(error);
    String told = PlainText.of(error, LONGEST_MESSAGE);
    if (type.equals("bad_data")) {
      return CliException.usage(
          position.matches()
              ? "EXPR:"
                  + position.group(1)
                  + ": "
                  + PlainText.of(position.group(2), LONGEST_MESSAGE)
              : "EXPR: " + told);
    }
    String remedy =
        switch (type) {
          case "timeout" -> "; ask for a shorter range or a larger --step";
          case "execution" -> "; check the expression";
          case "unavailable" -> "; try again later";
          default -> "";
        };
    return CliException.failed(
        request.shown() + ": " + PlainText.of(type, LONGEST_MESSAGE) + ": " + told + remedy);
  }
}
