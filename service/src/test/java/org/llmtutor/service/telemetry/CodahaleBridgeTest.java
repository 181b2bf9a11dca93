package org.llmtutor.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CodahaleBridgeTest {

  private final MetricRegistry codahale = new MetricRegistry();

  @Test
  void namesJettyMetrics() throws IOException {
    String handler = "io.dropwizard.jetty.MutableServletContextHandler.";
    codahale.timer(handler + "get-requests").update(250, TimeUnit.MILLISECONDS);
    codahale.timer(handler + "requests").update(250, TimeUnit.MILLISECONDS);
    codahale.counter(handler + "active-requests").inc();
    codahale.meter(handler + "5xx-responses").mark();
    codahale.registerGauge(handler + "percent-5xx-1m", () -> 1.0);
    codahale.registerGauge("org.eclipse.jetty.util.thread.QueuedThreadPool.dw-admin.size", () -> 8);
    codahale
        .timer("org.eclipse.jetty.server.HttpConnectionFactory.127.0.0.1.8081.connections")
        .update(3, TimeUnit.SECONDS);
    assertThat(page())
        .contains(
            "jetty_requests_seconds{method=\"GET\",quantile=\"0.5\",} 0.25",
            "jetty_requests_seconds_count{method=\"GET\",} 1.0",
            "jetty_active_requests 1.0",
            "jetty_responses_total{code=\"5xx\",} 1.0",
            "jetty_threads{pool=\"dw-admin\",} 8.0",
            "jetty_connections_seconds{port=\"8081\",quantile=\"0.5\",} 3.0",
            "# HELP jetty_requests_seconds Requests.")
        .doesNotContain("percent", "codahale_");
  }

  @Test
  void namesJerseyTimers() throws IOException {
    String method = "org.llmtutor.service.chat.ChatResource.send";
    codahale.timer(method).update(2, TimeUnit.SECONDS);
    codahale.timer(method + ".total").update(3, TimeUnit.SECONDS);
    codahale.timer(method + ".request.filtering").update(1, TimeUnit.SECONDS);
    String labels = "{resource=\"ChatResource\",method=\"send\",quantile=\"0.99\",} ";
    assertThat(page())
        .contains(
            "jersey_resource_seconds" + labels + "2.0",
            "jersey_request_seconds" + labels + "3.0",
            "jersey_request_filters_seconds" + labels + "1.0");
  }

  @Test
  void namesPoolAndLogMetricsInSeconds() throws IOException {
    codahale.registerGauge("main.pool.ActiveConnections", () -> 3);
    codahale.registerGauge("main.pool.IdleConnections", () -> 5);
    codahale.registerGauge("main.pool.TotalConnections", () -> 8);
    codahale.histogram("main.pool.Usage").update(1500);
    codahale.timer("main.pool.Wait").update(20, TimeUnit.MILLISECONDS);
    codahale.meter("ch.qos.logback.core.Appender.error").mark(4);
    codahale.meter("ch.qos.logback.core.Appender.all").mark(9);
    assertThat(page())
        .contains(
            "hikari_pool_connections{pool=\"main\",state=\"active\",} 3.0",
            "hikari_pool_connections{pool=\"main\",state=\"idle\",} 5.0",
            "hikari_pool_usage_seconds{pool=\"main\",quantile=\"0.5\",} 1.5",
            "hikari_pool_usage_seconds_count{pool=\"main\",} 1.0",
            "hikari_pool_wait_seconds{pool=\"main\",quantile=\"0.5\",} 0.02",
            "logback_events_total{level=\"error\",} 4.0")
        .doesNotContain("Total", "\"all\"");
  }

  @Test
  void givesUnknownMetricsAValidNameAndLeavesTheJvmOut() throws IOException {
    codahale.counter("some.odd-Thing's name").inc();
    codahale.registerGauge("jvm.memory.heap.used", () -> 1);
    codahale.registerGauge("not.a.number", (Gauge<List<String>>) List::of);
    assertThat(page())
        .contains("codahale_some_odd_thing_s_name 1.0")
        .doesNotContain("jvm", "not_a");
  }

  @Test
  void neverRepeatsASeries() throws IOException {
    codahale.counter("a.b").inc();
    codahale.counter("a-b").inc();
    assertThat(page().lines().filter(line -> line.startsWith("codahale_a_b "))).hasSize(1);
  }

  private String page() throws IOException {
    CollectorRegistry registry = new CollectorRegistry();
    registry.register(new CodahaleBridge(codahale));
    StringWriter page = new StringWriter();
    TextFormat.write004(page, registry.metricFamilySamples());
    return page.toString();
  }
}
