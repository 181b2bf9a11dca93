package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.telemetry.trace.OtelSettings;
import org.llmtutor.service.telemetry.trace.OtlpCollector;
import org.llmtutor.service.telemetry.trace.OtlpCollector.Received;
import org.llmtutor.service.telemetry.trace.SpanCounts;
import org.llmtutor.service.telemetry.trace.TraceConfig;
import org.llmtutor.service.telemetry.trace.Tracing;

/** A call to a channel is a trace of its own, which the receiver is told of. */
class TracedDeliveryTest {

  /** Not sampled, of a random id (level 2 of W3C Trace Context). */
  private static final String RECORDED = "-02";

  private final OtlpCollector collector = new OtlpCollector();
  private final BlockingQueue<String> parents = new LinkedBlockingQueue<>();
  private final Tracing tracing =
      Tracing.start(
          TraceConfig.defaults(),
          new OtelSettings(collector.settings("otel.traces.sampler", "always_off")),
          SpanCounts.NONE,
          "1.0");
  private HttpServer receiver;

  @BeforeEach
  void listen() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            parents.add(exchange.getRequestHeaders().getFirst("traceparent"));
            exchange.getRequestBody().readAllBytes();
            boolean secret = exchange.getRequestURI().getPath().equals("/canary-secret/fails");
            exchange.sendResponseHeaders(secret ? 500 : 200, -1);
          }
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    tracing.close();
    receiver.stop(0);
    collector.close();
  }

  private void post(String path) throws Exception {
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/canary-secret";
    new HttpPost(Duration.ofSeconds(30), Clock.systemUTC(), tracing)
        .send(Endpoint.of(url, "canary-token", null), path, new byte[] {'{', '}'});
  }

  @Test
  void aDeliveryThatFailsIsExportedWithoutItsAddress() throws Exception {
    post("/works");
    assertThatThrownBy(() -> post("/fails")).isInstanceOf(DeliveryException.class);
    Received call = collector.await(span -> span.name().equals("POST"));

    assertThat(call.attributes())
        .containsEntry("http.response.status_code", "500")
        .containsEntry("server.address", "127.0.0.1")
        .containsEntry("error.type", "Unavailable");
    assertThat(parents.poll(30, TimeUnit.SECONDS)).as("of the one that worked").endsWith(RECORDED);
    assertThat(parents.poll(30, TimeUnit.SECONDS))
        .isEqualTo("00-" + call.traceId() + "-" + call.id() + RECORDED);
    tracing.close();
    assertThat(collector.spans()).hasSize(1);
    assertThat(call.span().toString()).doesNotContain("canary");
  }
}
