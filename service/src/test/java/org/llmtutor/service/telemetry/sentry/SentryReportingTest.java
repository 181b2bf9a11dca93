package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.helpers.NOPAppender;
import com.sun.net.httpserver.HttpServer;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.async.AsyncLoggingEventAppenderFactory;
import io.dropwizard.logging.common.filter.ThresholdLevelFilterFactory;
import io.dropwizard.logging.common.layout.DropwizardLayoutFactory;
import io.sentry.ISentryLifecycleToken;
import io.sentry.Sentry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.http.ApiException;
import org.slf4j.MDC;

class SentryReportingTest {

  private final LoggerContext context = context();
  private final Logger logger = context.getLogger("org.llmtutor.Test");
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private @Nullable HttpServer receiver;

  @AfterEach
  void close() {
    MDC.clear();
    Sentry.close();
    if (receiver != null) {
      receiver.stop(0);
    }
  }

  @Test
  void reportsErrorsWithTheirRequest() throws Exception {
    start(answering(), "production");
    assertThat(SentryState.isEnabled()).isTrue();
    MDC.put("request_id", "req-12345678");
    MDC.put("method", "POST");
    MDC.put("route", "/api/chat/message");
    logger.info("earlier step");
    logger.error("It broke", new IllegalStateException("cause"));
    String report = next();
    assertThat(report)
        .contains("\"request_id\":\"req-12345678\"", "\"route\":\"/api/chat/message\"")
        .contains("\"transaction\":\"POST /api/chat/message\"", "\"url\":\"/api/chat/message\"")
        .contains("\"release\":\"1.2.3\"", "\"environment\":\"production\"", "earlier step")
        .doesNotContain("server_name", "warm_up");
  }

  @Test
  @Tag("fault-33")
  void scrubsSecretsWhereverTheyStand() throws Exception {
    start(answering(), "production");
    MDC.put("note", "Bearer canary-mdc");
    logger.info("before sk-canary-crumb {}", "ann-canary@example.org");
    Thread.currentThread().setName("thread token=canary-thread");
    logger.error(
        "with sk-canary-message {}",
        "password=canary-param",
        new IllegalStateException("Bearer canary-exception"));
    assertThat(next()).contains("scrubbed").doesNotContain("canary");
  }

  @Test
  void leavesExpectedFailuresOut() throws Exception {
    start(answering(), "production");
    logger.error("refused", new ApiException(429, "budget_exceeded", "Spent."));
    logger.error("refused", new RuntimeException(ApiException.notFound("exercise")));
    logger.error("real");
    assertThat(next()).contains("\"formatted\":\"real\"");
    Sentry.flush(2000);
    assertThat(received).isEmpty();
  }

  @Test
  void keepsTheBreadcrumbsOfRequestsApart() throws Exception {
    start(answering(), "production");
    inScope(() -> logger.info("of another request"));
    inScope(() -> logger.error("of this request"));
    assertThat(next()).contains("of this request").doesNotContain("of another request");
  }

  @Test
  @Tag("fault-32")
  void aReceiverThatHangsDelaysNeitherTheCallerNorTheExit() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      start(hanging.getLocalPort(), "production");
      assertThat(burst()).isLessThan(Duration.ofSeconds(3));
      assertThat(exit()).isLessThan(Duration.ofSeconds(4));
      assertThat(SentryState.discarded()).isPositive();
      assertThat(SentryState.discardedByReason().get(List.of("queue_overflow"))).isPositive();
    }
  }

  @Test
  @Tag("fault-32")
  void aReceiverThatIsDownDelaysNeitherTheCallerNorTheExit() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    start(port, "production");
    assertThat(burst()).isLessThan(Duration.ofSeconds(3));
    assertThat(exit()).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void staysOffInDevelopmentAndWithoutADsn() throws Exception {
    assertThat(build("http://key@localhost:1/1", "development")).isInstanceOf(NOPAppender.class);
    assertThat(build("", "production")).isInstanceOf(NOPAppender.class);
    assertThat(SentryState.isEnabled()).isFalse();
  }

  @Test
  void refusesAnUnknownEnvironmentAndABadRate() {
    assertThatThrownBy(() -> build("", "prod")).hasMessageContaining("'prod': not an environment");
    SentryAppenderFactory factory = new SentryAppenderFactory();
    assertThatThrownBy(() -> factory.setSampleRate(1.5)).hasMessageContaining("'1.5'");
  }

  private static void inScope(Runnable work) {
    ISentryLifecycleToken scope = Sentry.pushIsolationScope();
    try {
      work.run();
    } finally {
      scope.close();
    }
  }

  private Duration burst() {
    long start = System.nanoTime();
    for (int i = 0; i < 300; i++) {
      logger.error("burst", new IllegalStateException("number " + i));
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Duration exit() {
    long start = System.nanoTime();
    Sentry.close();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private String next() throws InterruptedException {
    String report = received.poll(20, TimeUnit.SECONDS);
    assertThat(report).isNotNull();
    return report == null ? "" : report;
  }

  private int answering() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
          InputStream body = exchange.getRequestBody();
          byte[] bytes =
              "gzip".equals(encoding)
                  ? new GZIPInputStream(body).readAllBytes()
                  : body.readAllBytes();
          received.add(new String(bytes, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    receiver = server;
    return server.getAddress().getPort();
  }

  private void start(int port, String environment) throws IOException {
    logger.addAppender(build("http://key@127.0.0.1:" + port + "/1", environment));
  }

  @SuppressWarnings("unchecked")
  private Appender<ILoggingEvent> build(String dsn, String environment) throws IOException {
    String json =
        "{\"type\":\"sentry\",\"dsn\":\"%s\",\"environment\":\"%s\",\"release\":\"1.2.3\",\"maxPerFingerprint\":1000,\"maxQueued\":30}"
            .formatted(dsn, environment);
    AppenderFactory<ILoggingEvent> factory =
        Jackson.newObjectMapper().readValue(json, AppenderFactory.class);
    return factory.build(
        context,
        "test",
        new DropwizardLayoutFactory(),
        new ThresholdLevelFilterFactory(),
        new AsyncLoggingEventAppenderFactory());
  }

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    return context;
  }
}
