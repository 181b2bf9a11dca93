package org.llmtutor.cli.query;

import java.util.Map;
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
final class PrometheusApi {

  private static final int LONGEST_URL = 6000;
  private static final int LONGEST_MESSAGE = 400;
  private static final Pattern POSITION =
      Pattern.compile("(?:invalid parameter \"query\": )?(\\d+:\\d+): (?:parse error: )?(.*)");

  private final Target target;
  private final HttpCaller http;

  PrometheusApi(Target target, HttpCaller http) {
    this.target = target;
    this.http = http;
  }

  /** Asks {@code /api/v1/query}. */
  QueryResult instant(Map<String, String> parameters) {
    return ask("/api/v1/query", parameters);
  }

  /** Asks {@code /api/v1/query_range}. */
  QueryResult range(Map<String, String> parameters) {
    return ask("/api/v1/query_range", parameters);
  }

  private QueryResult ask(String path, Map<String, String> parameters) {
    HttpRequest get = HttpRequest.get(target.at(path, parameters), target.authorization());
    HttpRequest request = get.uri().toString().length() > LONGEST_URL ? post(path, get) : get;
    try (HttpReply reply = http.send(request)) {
      if (reply.isSuccess()) {
        JsonObject body = reply.json();
        if (body.optionalText("status").filter("success"::equals).isEmpty()) {
          throw refused(body, request);
        }
        return QueryResult.of(body);
      }
      throw refused(reply, request);
    }
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
    return content.refusal();
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
