package org.llmtutor.bench.measure;

import io.dropwizard.core.setup.Environment;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.servlet.jakarta.exporter.MetricsServlet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.MetricsPage;
import org.llmtutor.service.telemetry.Telemetry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code GET /metrics} of the service, beside the client library's own servlet on the same server
 * and registry, both fetched over the loopback in the text format; and both writers alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class ScrapeBenchmark {

  /** Lines on the page besides the JVM's own. */
  @Param({"5000", "100000"})
  public int series;

  private final Server server = new Server();
  private final Metrics metrics;
  private final CollectorRegistry registry;
  private final Environment environment = new Environment("bench");
  private final byte[] buffer = new byte[64 * 1024];
  private String url = "";

  /** For JMH. */
  public ScrapeBenchmark() {
    metrics = Telemetry.install(environment, MetricsConfig.defaults()).metrics();
    registry = metrics.registry();
  }

  /** Fills the registry and starts a server on it. */
  @Setup
  public void start() throws Exception {
    new Page(metrics).fill(series);
    environment.servlets().addServlet("library", new MetricsServlet(registry)).addMapping("/raw");
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(environment.getApplicationContext());
    server.start();
    url = "http://127.0.0.1:" + connector.getLocalPort();
  }

  /** Stops the server. */
  @TearDown
  public void stop() throws Exception {
    server.stop();
  }

  /** The service's page. */
  @Benchmark
  public long servicePage() throws IOException {
    return fetch("/metrics");
  }

  /** The client library's page. */
  @Benchmark
  public long libraryPage() throws IOException {
    return fetch("/raw");
  }

  /** The service's writer, into nothing. */
  @Benchmark
  public OutputStream serviceWriter() throws IOException {
    OutputStream nowhere = OutputStream.nullOutputStream();
    new MetricsPage(metrics).write(nowhere, false, Set.of());
    return nowhere;
  }

  /** The client library's writer, into nothing. */
  @Benchmark
  public Writer libraryWriter() throws IOException {
    Writer nowhere = Writer.nullWriter();
    TextFormat.write004(nowhere, registry.metricFamilySamples());
    return nowhere;
  }

  private long fetch(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    long bytes = 0;
    try (InputStream page = connection.getInputStream()) {
      for (int read = page.read(buffer); read >= 0; read = page.read(buffer)) {
        bytes += read;
      }
    }
    return bytes;
  }
}
