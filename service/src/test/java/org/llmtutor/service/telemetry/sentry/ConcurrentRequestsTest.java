package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import io.sentry.Sentry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thousand requests that are all under way at once, and what is reported of each. */
class ConcurrentRequestsTest {

  private static final int REQUESTS = 1_000;
  private static final List<String> KINDS = List.of("json", "stream", "async");

  private final EnvelopeReceiver receiver = new EnvelopeReceiver();

  @AfterEach
  void close() {
    Sentry.close();
    receiver.close();
  }

  @Test
  void noReportOnPlatformThreadsHasAnythingOfAnotherRequest() throws Exception {
    find(false);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void noReportOnVirtualThreadsHasAnythingOfAnotherRequest() throws Exception {
    find(true);
  }

  private void find(boolean virtual) throws Exception {
    DropwizardTestSupport<Configuration> app = app(virtual);
    app.before();
    try {
      Things.begin();
      askAll(app.getLocalPort());
    } finally {
      app.after();
    }
    Map<String, Integer> reports = new HashMap<>();
    for (int i = 0; i < 2 * REQUESTS; i++) {
      JsonNode event = nextOfThings();
      String id = event.at("/tags/request_id").asText();
      assertThat(id).as(event.toString()).startsWith("request-");
      reports.merge(id, 1, Integer::sum);
      assertBelongsTo(id.substring("request-".length()), event);
    }
    assertThat(reports).hasSize(REQUESTS).allSatisfy((id, count) -> assertThat(count).isEqualTo(2));
  }

  /** What others report is of one request or of none, too. */
  private JsonNode nextOfThings() throws InterruptedException {
    JsonNode event = receiver.next("event").json();
    while (!event.path("logger").asText().equals(Things.class.getName())) {
      assertNotMixed(event);
      event = receiver.next("event").json();
    }
    return event;
  }

  private static void assertNotMixed(JsonNode event) {
    String id = event.at("/tags/request_id").asText();
    String number = id.isEmpty() ? "nobody" : id.substring("request-".length());
    String learner = event.at("/tags/learner").asText();
    assertThat(learner).isIn("", "learner-" + number);
    for (JsonNode crumb : event.path("breadcrumbs")) {
      if (crumb.path("category").asText().equals(Things.class.getName())) {
        assertThat(crumb.path("message").asText()).endsWith(" of " + number);
      }
    }
  }

  private static void assertBelongsTo(String number, JsonNode event) {
    assertThat(event.at("/tags/learner").asText()).isEqualTo("learner-" + number);
    assertThat(event.at("/message/formatted").asText()).endsWith(" of " + number);
    assertThat(event.path("breadcrumbs")).isNotEmpty();
    for (JsonNode crumb : event.path("breadcrumbs")) {
      assertThat(crumb.path("message").asText()).endsWith(" of " + number);
    }
  }

  private DropwizardTestSupport<Configuration> app(boolean virtual) {
    return new DropwizardTestSupport<>(
        ThingsApplication.class,
        ResourceHelpers.resourceFilePath("edge-test.yml"),
        ConfigOverride.config("server.applicationConnectors[0].idleTimeout", "120s"),
        ConfigOverride.config("server.applicationConnectors[0].acceptQueueSize", "1024"),
        ConfigOverride.config("server.enableVirtualThreads", Boolean.toString(virtual)),
        ConfigOverride.config("server.maxThreads", "1200"),
        ConfigOverride.config("logging.level", "INFO"),
        ConfigOverride.config("logging.appenders[0].threshold", "OFF"),
        ConfigOverride.config("logging.appenders[1].dsn", receiver.dsn()),
        ConfigOverride.config("logging.appenders[1].maxQueued", "10000"),
        ConfigOverride.config("logging.appenders[1].maxPerFingerprint", "100000"));
  }

  private static void askAll(int port) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      String target = "/things/" + KINDS.get(i % KINDS.size()) + "?number=" + i;
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
              .header("X-Request-Id", "request-" + i)
              .timeout(Duration.ofMinutes(2))
              .build();
      replies.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(replies.get(i).join().body()).isEqualTo("done " + i);
    }
  }

  /** The telemetry and a resource, and nothing else. */
  public static final class ThingsApplication extends Application<Configuration> {

    @Override
    public void run(Configuration configuration, Environment environment) {
      Telemetry telemetry = Telemetry.install(environment, MetricsConfig.defaults());
      SentryReporting.install(environment, telemetry.metrics());
      ExecutorService others =
          environment.lifecycle().executorService("other-%d").minThreads(8).maxThreads(8).build();
      environment.jersey().register(new Things(others));
    }
  }

  /** Replies only when all requests have come, so that all are under way at once. */
  @Path("/things")
  @Produces(MediaType.TEXT_PLAIN)
  public static final class Things {

    private static final Logger LOG = LoggerFactory.getLogger(Things.class);
    private static volatile CountDownLatch allCame = new CountDownLatch(REQUESTS);

    private final ExecutorService others;
    private final ExecutorService waiting = Executors.newSingleThreadExecutor(Things::daemon);

    Things(ExecutorService others) {
      this.others = others;
    }

    static void begin() {
      allCame = new CountDownLatch(REQUESTS);
    }

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "waiting");
      thread.setDaemon(true);
      return thread;
    }

    /** Replies at once. */
    @GET
    @Path("json")
    public String json(@QueryParam("number") int number) {
      arrive(number);
      awaitAll();
      fail(number);
      RequestContext.Carried request = RequestContext.take();
      CompletableFuture.runAsync(() -> request.run(() -> fail(number)), others).join();
      return "done " + number;
    }

    /** Replies as it goes. */
    @GET
    @Path("stream")
    public StreamingOutput stream(@QueryParam("number") int number) {
      arrive(number);
      return out -> {
        out.write("done ".getBytes(StandardCharsets.UTF_8));
        out.flush();
        awaitAll();
        fail(number);
        fail(number);
        out.write(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
      };
    }

    /** Leaves the reply to other threads. */
    @GET
    @Path("async")
    public void async(@QueryParam("number") int number, @Suspended AsyncResponse response) {
      arrive(number);
      RequestContext.Carried request = RequestContext.take();
      waiting.execute(
          () -> {
            awaitAll();
            others.execute(
                () -> {
                  request.run(() -> fail(number));
                  others.execute(() -> request.run(() -> end(number, response)));
                });
          });
    }

    private void end(int number, AsyncResponse response) {
      fail(number);
      response.resume("done " + number);
    }

    private static void arrive(int number) {
      RequestContext.learner("learner-" + number);
      LOG.info("arrival of {}", number);
      allCame.countDown();
    }

    private static void awaitAll() {
      try {
        if (!allCame.await(120, TimeUnit.SECONDS)) {
          throw new IllegalStateException("not all requests came");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void fail(int number) {
      LOG.error("failure of {}", number);
    }
  }
}
