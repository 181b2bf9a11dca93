package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import io.sentry.Sentry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.http.EdgeApplication;
import org.llmtutor.service.http.RawHttp;

class SentryInServiceTest {

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final HttpServer receiver = receiver();
  private final DropwizardTestSupport<?> app =
      new DropwizardTestSupport<>(
          EdgeApplication.class,
          ResourceHelpers.resourceFilePath("edge-test.yml"),
          ConfigOverride.config(
              "logging.appenders[1].dsn",
              "http://key@127.0.0.1:" + receiver.getAddress().getPort() + "/1"));

  @BeforeEach
  void start() throws Exception {
    app.before();
  }

  @AfterEach
  void stop() {
    app.after();
    Sentry.close();
    receiver.stop(0);
  }

  @Test
  void reportsAFailureOnceWithRouteAndRequestIdAndNoRefusal() throws Exception {
    get("/api/things/refused?canary-query", "sentry-req-0");
    get("/api/things/failing?canary-query", "sentry-req-1");
    String report = received.poll(20, TimeUnit.SECONDS);
    assertThat(report)
        .contains("\"request_id\":\"sentry-req-1\"", "\"route\":\"/api/things/failing\"")
        .contains("\"transaction\":\"GET /api/things/failing\"")
        .doesNotContain("canary-query", "sentry-req-0");
    Sentry.flush(2000);
    assertThat(received).isEmpty();
    assertThat(get("/health", "sentry-req-2")).contains("\"sentry\":\"enabled\"");
  }

  private String get(String target, String requestId) throws IOException {
    try (RawHttp http = new RawHttp(app.getLocalPort())) {
      return http.request("GET", target, "X-Request-Id: " + requestId).readAll();
    }
  }

  private HttpServer receiver() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
              received.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
