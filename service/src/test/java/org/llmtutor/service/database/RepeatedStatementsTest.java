package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import io.prometheus.client.CollectorRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.Telemetry;
import org.slf4j.LoggerFactory;

/** A resource that asks in a loop is found, with the statement and the route. */
class RepeatedStatementsTest {

  private static final int MOST = 5;

  @TempDir static java.nio.file.Path directory;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(RepeatedStatements.class);
  private final DropwizardTestSupport<Configuration> app =
      new DropwizardTestSupport<>(
          LoopApplication.class, ResourceHelpers.resourceFilePath("edge-test.yml"));

  /** One resource that sends a statement as often as it is told. */
  public static final class LoopApplication extends Application<Configuration> {

    private @Nullable CollectorRegistry registry;

    @Override
    public void run(Configuration configuration, Environment environment) {
      Telemetry telemetry = Telemetry.install(environment, MetricsConfig.defaults());
      registry = telemetry.metrics().registry();
      DatabaseConfig config =
          DatabaseConfig.of(
              TestAddress.in(directory), null, null, MOST, null, null, null, null, null, null);
      JdbiDatabase database = JdbiDatabase.open(config, telemetry.metrics(), environment.metrics());
      environment.lifecycle().manage(database);
      environment.jersey().register(new LoopResource(database));
    }
  }

  /** Reads and writes in loops. */
  @Path("/loops")
  public static final class LoopResource {

    private final Database database;

    LoopResource(Database database) {
      this.database = database;
    }

    @GET
    @Path("reads/{times}")
    public String reads(@PathParam("times") int times) {
      for (int i = 0; i < times; i++) {
        database.read(
            handle -> handle.createQuery("/* loop.read */ SELECT 1").mapTo(Integer.class).one());
      }
      return "done";
    }

    @GET
    @Path("writes/{times}")
    public String writes(@PathParam("times") int times) {
      return database.write(
          handle -> {
            for (int i = 0; i < times; i++) {
              int unused =
                  handle.createQuery("/* loop.write */ SELECT 2").mapTo(Integer.class).one();
            }
            return "done";
          });
    }
  }

  @BeforeEach
  void start() throws Exception {
    app.before();
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    app.after();
  }

  private void get(String path) {
    ask(path).join();
  }

  private CompletableFuture<HttpResponse<String>> ask(String path) {
    URI uri = URI.create("http://127.0.0.1:" + app.getLocalPort() + path);
    return HttpClient.newHttpClient()
        .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(
            reply -> {
              assertThat(reply.statusCode()).isEqualTo(200);
              return reply;
            });
  }

  private @Nullable Double counted(String statement) throws IOException {
    LoopApplication application = app.getApplication();
    CollectorRegistry registry = application.registry;
    assertThat(registry).isNotNull();
    return registry == null
        ? null
        : registry.getSampleValue(
            "database_repeated_statements_total",
            new String[] {"statement"},
            new String[] {statement});
  }

  @Test
  void aRequestThatAsksInALoopIsCountedAndLoggedOnceWithItsRoute() throws IOException {
    get("/loops/reads/50");
    assertThat(counted("loop.read")).isEqualTo(1);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "/loops/reads/{times} sent statement loop.read more than 5 times;"
                + " one statement could ask for all");
  }

  @Test
  void theWritersStatementsBelongToTheRequestThatWaits() throws IOException {
    get("/loops/writes/6");
    assertThat(counted("loop.write")).isEqualTo(1);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .allMatch(line -> line.startsWith("/loops/writes/{times} "))
        .hasSize(1);
  }

  @Test
  void asManyAsAllowedAreInOrderAndRequestsAreNotAddedUp() throws IOException {
    List<CompletableFuture<HttpResponse<String>>> replies =
        List.of(ask("/loops/reads/5"), ask("/loops/reads/5"), ask("/loops/writes/5"));
    replies.forEach(CompletableFuture::join);
    get("/loops/reads/5");
    assertThat(counted("loop.read")).isNull();
    assertThat(log.list).isEmpty();
  }
}
