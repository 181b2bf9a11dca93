package org.llmtutor.bench.request;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.llmtutor.bench.measure.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench overhead}: one route, bare and with more and more of the service's telemetry around
 * it, asked in turns over the loopback in one process. Exit code 0, or 1 when a server failed.
 */
@Command(
    name = "overhead",
    description = "Measures a request with everything on beside the same route bare.",
    sortOptions = false)
public final class OverheadCommand implements Callable<Integer> {

  private static final int IN_A_ROW = 50;
  private static final String CONFIG =
      """
      server:
        applicationConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
        adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
        enableThreadNameFilter: false
        requestLog:
          appenders: [%s]
      logging: {level: ERROR, appenders: [{type: console, target: stderr}]}
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "requests to each server (default: ${DEFAULT-VALUE})")
  private int requests = 40_000;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "requests before those (default: ${DEFAULT-VALUE})")
  private int warmup = 20_000;

  /** For picocli. */
  public OverheadCommand() {}

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("overhead");
    HttpServer collector = collector();
    List<LessonServer> servers = new ArrayList<>();
    Map<Watched, KeptConnection> clients = new EnumMap<>(Watched.class);
    for (Watched watched : Watched.values()) {
      LessonServer server = new LessonServer(watched, directory, otel(watched, collector));
      server.run("server", config(watched, directory).toString());
      servers.add(server);
      clients.put(watched, new KeptConnection(server.port(), "/lessons/7"));
    }
    measure(clients, warmup);
    print(measure(clients, requests));
    for (LessonServer server : servers) {
      server.stop();
    }
    collector.stop(0);
    return 0;
  }

  private static Map<Watched, long[]> measure(Map<Watched, KeptConnection> clients, int requests)
      throws IOException {
    Map<Watched, long[]> nanos = new EnumMap<>(Watched.class);
    clients.keySet().forEach(watched -> nanos.put(watched, new long[requests]));
    for (int done = 0; done < requests; done += IN_A_ROW) {
      for (Watched watched : Watched.values()) {
        KeptConnection client = clients.get(watched);
        long[] into = nanos.get(watched);
        for (int i = done;
            client != null && into != null && i < Math.min(requests, done + IN_A_ROW);
            i++) {
          into[i] = client.ask();
        }
      }
    }
    return nanos;
  }

  private void print(Map<Watched, long[]> nanos) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    out.printf(Locale.ROOT, "%-52s %10s %10s %8s%n", "one route", "median", "p99", "ratio");
    double bare = 0;
    for (Map.Entry<Watched, long[]> entry : nanos.entrySet()) {
      long[] sorted = entry.getValue();
      Arrays.sort(sorted);
      double median = sorted[sorted.length / 2] / 1e3;
      bare = bare == 0 ? median : bare;
      out.printf(
          Locale.ROOT,
          "%-52s %,7.1f µs %,7.1f µs %8.3f%n",
          entry.getKey(),
          median,
          sorted[sorted.length * 99 / 100] / 1e3,
          median / bare);
    }
    out.flush();
  }

  private static Map<String, String> otel(Watched watched, HttpServer collector) {
    return Map.of(
        "otel.exporter.otlp.endpoint",
        "http://127.0.0.1:" + collector.getAddress().getPort(),
        "otel.traces.sampler",
        watched == Watched.TRACED ? "always_on" : "always_off");
  }

  private static Path config(Watched watched, Path directory) throws IOException {
    String log =
        watched.isLogged()
            ? "{type: file, archive: false, layout: {type: access-line}, currentLogFilename: %s}"
                .formatted(directory.resolve(watched.name() + ".log"))
            : "";
    return Files.writeString(directory.resolve(watched.name() + ".yml"), CONFIG.formatted(log));
  }

  /** Takes whatever it is sent. */
  private static HttpServer collector() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return server;
  }
}
