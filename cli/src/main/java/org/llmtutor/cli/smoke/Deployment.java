package org.llmtutor.cli.smoke;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.exposition.ExpositionParser;
import org.llmtutor.cli.exposition.ExpositionProblem;
import org.llmtutor.cli.exposition.MetricsPage;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.Authorization;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;

/** The deployment under test, as a stranger and as a new learner see it. Not thread-safe. */
final class Deployment {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LLM_WAIT = Duration.ofSeconds(60);
  private static final List<String> EXPECTED =
      List.of(
          "http_request_duration_seconds",
          "http_requests_total",
          "llm_cost_usd_total",
          "llm_tokens_used_total",
          "llm_api_calls_total",
          "llm_request_duration_seconds",
          "database_query_duration_seconds",
          "active_users");

  private final Target scraped;
  private final HttpCaller http;
  private final Ticker ticker;
  private Authorization learner = Authorization.NONE;
  private String exercise = "";
  private boolean metricsDisabled;

  /**
   * A deployment.
   *
   * @param scraped the service as a scraper sees it
   */
  Deployment(Target scraped, HttpCaller http, Ticker ticker) {
    this.scraped = scraped;
    this.http = http;
    this.ticker = ticker;
  }

  /** The service says it is up; asks again until then, for as long as {@code wait}. */
  String health(Duration wait) {
    long deadline = ticker.nanos() + wait.toNanos();
    while (true) {
      try {
        return healthOnce();
      } catch (CliException e) {
        if (ticker.nanos() + POLL.toNanos() > deadline) {
          throw e;
        }
      }
      ticker.sleep(POLL);
    }
  }

  private String healthOnce() {
    HttpRequest request = HttpRequest.get(scraped.at("/health"), Authorization.NONE);
    try (HttpReply reply = http.send(request)) {
      HttpReply.Content content = reply.content();
      JsonObject health = content.body();
      if (health == null || health.optionalText("status").isEmpty()) {
        throw reply.isSuccess()
            ? CliException.failed(request.shown() + ": answered with no health; check the URL")
            : content.refusal();
      }
      String status = PlainText.of(health.text("status"));
      if (status.equals("unhealthy")) {
        throw CliException.failed("the service is unhealthy; see 'monitorctl health'");
      }
      metricsDisabled =
          health
              .object("monitoring")
              .optionalText("metrics")
              .filter("disabled"::equals)
              .isPresent();
      return status + ", version " + PlainText.of(health.text("version"));
    }
  }

  /** The front page lists what the service offers. */
  String index() {
    JsonObject info = get("/", Authorization.NONE);
    int endpoints = info.objects("endpoints").size();
    if (endpoints == 0) {
      throw info.unexpected("no endpoints are listed");
    }
    return PlainText.of(info.text("name")) + ", " + endpoints + " endpoints";
  }

  /** The page of metrics can be read and has the metrics that dashboards and alerts need. */
  String metrics() throws SmokeStep.Skipped {
    if (metricsDisabled) {
      throw new SmokeStep.Skipped("metrics are disabled (METRICS_ENABLED)");
    }
    Map<String, String> accept = Map.of("Accept", "text/plain;version=0.0.4");
    HttpRequest request =
        new HttpRequest("GET", scraped.at("/metrics"), scraped.authorization(), accept, null);
    try (HttpReply reply = http.send(request)) {
      if (!reply.isSuccess()) {
        throw reply.refused();
      }
      boolean openMetrics = reply.contentType().startsWith("application/openmetrics-text");
      MetricsPage page = ExpositionParser.parse(reply.body(), openMetrics);
      checkPage(page, request.shown());
      return Numbers.count(page.families().size())
          + " metrics, "
          + Numbers.count(page.series())
          + " series";
    } catch (IOException e) {
      throw CliException.failed(request.shown() + ": the page broke off; try again");
    }
  }

  private static void checkPage(MetricsPage page, String shown) {
    if (!page.problems().isEmpty()) {
      ExpositionProblem first = page.problems().get(0);
      throw CliException.failed(
          shown
              + ":"
              + first.line()
              + ":"
              + first.column()
              + ": "
              + first.message()
              + "; see 'monitorctl metrics'");
    }
    List<String> missing = EXPECTED.stream().filter(name -> page.family(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw CliException.failed(
          shown + ": without " + String.join(", ", missing) + "; is this the tutor service?");
    }
  }

  /** Without a token, learners' and operators' routes are closed. */
  String refusals() {
    for (String path : List.of("/api/me", "/api/ops/costs")) {
      HttpRequest request = HttpRequest.get(scraped.at(path), Authorization.NONE);
      try (HttpReply reply = http.send(request)) {
        if (reply.status() != 401) {
          throw CliException.failed(
              request.shown()
                  + ": "
                  + reply.status()
                  + " without a token, 401 expected;"
                  + " do not expose this deployment");
        }
      }
    }
    return "401 without a token";
  }

  /** A learner can register. */
  String register() {
    JsonObject reply =
        post("/api/users", Authorization.NONE, Map.of("display_name", "Smoke test"), http);
    learner = Authorization.bearer(reply.text("token"), "the registration");
    return "learner " + PlainText.of(reply.object("profile").text("id"));
  }

  /** The learner gets an exercise for today. */
  String exercise() {
    JsonObject daily = get("/api/exercises/daily", learner);
    exercise = daily.text("id");
    return PlainText.of(exercise);
  }

  /** The tutor answers, and the answer is metered. */
  String chat() {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("message", "How do I begin?");
    message.put("exercise_id", exercise);
    JsonObject reply = post("/api/chat/message", learner, message, http.waitingAtLeast(LLM_WAIT));
    if (reply.text("reply").isBlank()) {
      throw reply.unexpected("the tutor's reply is empty");
    }
    JsonObject usage = reply.object("usage");
    long tokens = 0;
    for (String name : usage.members().keySet()) {
      tokens += usage.optionalNumber(name).map(n -> n.longValue()).orElse(0L);
    }
    return PlainText.of(reply.text("model"))
        + ", "
        + tokens
        + " tokens, $"
        + reply.number("cost_usd").toPlainString();
  }

  /** The learner's use shows the exchange. */
  String usage() {
    JsonObject usage = get("/api/usage/me", learner);
    long requests = 0;
    for (JsonObject day : usage.objects("days")) {
      requests += day.count("requests");
    }
    if (requests < 1) {
      throw usage.unexpected("the exchange is not booked");
    }
    return requests + (requests == 1 ? " request" : " requests") + " booked";
  }

  private JsonObject get(String path, Authorization authorization) {
    try (HttpReply reply = http.send(HttpRequest.get(scraped.at(path), authorization))) {
      return reply.json();
    }
  }

  private JsonObject post(
      String path, Authorization authorization, Map<String, ?> body, HttpCaller caller) {
    HttpRequest request =
        HttpRequest.post(scraped.at(path), authorization, JsonWriter.write(body))
            .with("Idempotency-Key", UUID.randomUUID().toString());
    try (HttpReply reply = caller.send(request)) {
      return reply.json();
    }
  }
}
