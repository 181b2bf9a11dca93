package org.llmtutor.bench.request;

import io.sentry.Sentry;
import java.io.IOException;
import java.io.PrintWriter;
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
 * {@code bench reporting}: requests of which one in ten reports an exception, while the receiver of
 * reports is well, refuses, hangs or is gone, beside the same without reports. Rounds take turns;
 * the figures are medians of the rounds'. Exit code 0, or 1 when a server failed.
 */
@Command(
    name = "reporting",
    description = "Measures requests while error reports go to a receiver that is well or not.",
    sortOptions = false)
public final class ReportingCommand implements Callable<Integer> {

  private static final String CONFIG =
      """
      server:
        applicationConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
        adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
        enableThreadNameFilter: false
        requestLog: {appenders: []}
      logging:
        level: INFO
        loggers: {io.dropwizard: WARN, org.eclipse.jetty: WARN}
        appenders:
          - {type: file, archive: false, layout: {type: one-line}, currentLogFilename: %s}
          - {type: sentry, dsn: "%s", environment: production, tracesSampleRate: 0.1}
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "requests of a round to each server (default: ${DEFAULT-VALUE})")
  private int requests = 10_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "rounds, after one to warm up (default: ${DEFAULT-VALUE})")
  private int rounds = 5;

  /** For picocli. */
  public ReportingCommand() {}

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("reporting");
    Map<Receiver, List<long[]>> measured = new EnumMap<>(Receiver.class);
    for (int round = 0; round <= rounds; round++) {
      for (Receiver kind : Receiver.values()) {
        long[] nanos = round(kind, directory);
        if (round > 0) {
          measured.computeIfAbsent(kind, absent -> new ArrayList<>()).add(nanos);
        }
      }
    }
    print(measured);
    return 0;
  }

  private long[] round(Receiver kind, Path directory) throws Exception {
    ReportingServer server = new ReportingServer();
    try (Receiver.Running receiver = kind.start()) {
      server.run("server", config(receiver.dsn(), directory).toString());
      try (KeptConnection client = new KeptConnection(server.port(), "/lessons/7")) {
        return ask(client);
      } finally {
        server.stop();
        Sentry.close();
      }
    }
  }

  private long[] ask(KeptConnection client) throws IOException {
    for (int i = 0; i < requests / 5; i++) {
      client.ask();
    }
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      nanos[i] = client.ask();
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static Path config(String dsn, Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("config.yml"), CONFIG.formatted(directory.resolve("log"), dsn));
  }

  private void print(Map<Receiver, List<long[]>> measured) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    out.printf(Locale.ROOT, "%-40s %10s %10s %12s%n", "one in ten", "median", "p99", "p99 - off");
    double off = 0;
    for (Map.Entry<Receiver, List<long[]>> entry : measured.entrySet()) {
      double p99 = medianOf(entry.getValue(), 99);
      off = entry.getKey() == Receiver.OFF ? p99 : off;
      out.printf(
          Locale.ROOT,
          "%-40s %7.3f ms %7.3f ms %+9.3f ms%n",
          entry.getKey(),
          medianOf(entry.getValue(), 50),
          p99,
          p99 - off);
    }
    out.flush();
  }

  /** Of the rounds' percentiles, in milliseconds. */
  private static double medianOf(List<long[]> rounds, int percentile) {
    double[] each =
        rounds.stream()
            .mapToDouble(nanos -> nanos[nanos.length * percentile / 100] / 1e6)
            .toArray();
    Arrays.sort(each);
    return each[each.length / 2];
  }
}
