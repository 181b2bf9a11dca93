package org.llmtutor.cli.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;

/** The service's routes below {@code /api/ops/ledger}. */
final class LedgerApi {

  private static final String BASE = "/api/ops/ledger/";
  private static final String JSON_LINES = "application/x-ndjson";

  /** A day of a large ledger, or the check of a large file, may take so long without a word. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Target service;
  private final HttpCaller http;

  LedgerApi(Target service, HttpCaller http) {
    this.service = service;
    this.http = http;
  }

  /** The report; each line of progress goes to {@code progress} as it comes. */
  JsonObject verify(Map<String, String> days, Consumer<JsonObject> progress) {
    HttpRequest request = lines("verify", days);
    try (HttpReply reply = http.waitingAtLeast(PATIENCE).send(request)) {
      if (!reply.isSuccess()) {
        throw reply.refused();
      }
      return report(reply, request, progress);
    } catch (IOException e) {
      throw brokeOff(request);
    }
  }

  private static JsonObject report(
      HttpReply reply, HttpRequest request, Consumer<JsonObject> progress) throws IOException {
    try (BufferedReader lines = reader(reply)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonObject step = JsonObject.of(parse(line, request), request.shown());
        if (step.members().containsKey("report")) {
          return step.object("report");
        } else if (step.members().containsKey("error")) {
          JsonObject error = step.object("error");
          throw CliException.failed(
              request.shown()
                  + ": "
                  + error.optionalText("message").orElse("it failed")
                  + error.optionalText("request_id").map(id -> " (request " + id + ")").orElse(""));
        } else if (step.members().containsKey("progress")) {
          progress.accept(step.object("progress"));
        } else {
          throw step.unexpected("a line is neither progress nor a report");
        }
      }
    }
    throw brokeOff(request);
  }

  /** What reads the lines of an export. */
  @FunctionalInterface
  interface LineSink {

    /** Another line, without its end. */
    void line(String line) throws IOException;
  }

  /** Hands every line of an export to {@code sink}. */
  void export(Map<String, String> parameters, LineSink sink) throws IOException {
    HttpRequest request = lines("export", parameters);
    try (HttpReply reply = http.waitingAtLeast(PATIENCE).send(request)) {
      if (!reply.isSuccess()) {
        throw reply.refused();
      }
      BufferedReader lines = reader(reply);
      for (String line = next(lines, request); line != null; line = next(lines, request)) {
        sink.line(line);
      }
    }
  }

  /** A failure here is the connection's; one of the sink is the file's. */
  private static @Nullable String next(BufferedReader lines, HttpRequest request) {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw brokeOff(request);
    }
  }

  /** Adds a batch of rows. */
  JsonObject add(String batch, Map<String, String> parameters) {
    Map<String, String> headers = Map.of("Accept", "application/json", "Content-Type", JSON_LINES);
    HttpRequest request =
        new HttpRequest(
            "POST",
            service.at(BASE + "import", parameters),
            service.authorization(),
            headers,
            batch);
    return json(request);
  }

  /** What was booked on a provider by UTC day. */
  JsonObject usage(Map<String, String> parameters) {
    return get("usage", parameters);
  }

  /** Single rows. */
  JsonObject rows(Map<String, String> parameters) {
    return get("rows", parameters);
  }

  private JsonObject get(String route, Map<String, String> parameters) {
    return json(HttpRequest.get(service.at(BASE + route, parameters), service.authorization()));
  }

  private JsonObject json(HttpRequest request) {
    try (HttpReply reply = http.send(request)) {
      return reply.json();
    }
  }

  private HttpRequest lines(String route, Map<String, String> parameters) {
    return new HttpRequest(
        "GET",
        service.at(BASE + route, parameters),
        service.authorization(),
        Map.of("Accept", JSON_LINES, "Accept-Encoding", "gzip"),
        null);
  }

  private static BufferedReader reader(HttpReply reply) {
    return new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8));
  }

  private static @Nullable Object parse(String line, HttpRequest request) {
    try {
      return JsonText.parse(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw CliException.failed(
          request.shown()
              + ": answered with something other than lines of JSON; do the service and monitorctl"
              + " have the same release?");
    }
  }

  private static CliException brokeOff(HttpRequest request) {
    return CliException.failed(
        request.shown() + ": the reply broke off before its end; see the service's log, try again");
  }
}
