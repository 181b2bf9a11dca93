package org.llmtutor.bench.measure;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.llmtutor.bench.measure.Fleet.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bench sizing}: calls through the ledgers of 1, 10 and 100 instances on one database, near
 * and at a distance. Exit code 0, 1 when a call was lost, 2 on usage.
 */
@Command(
    name = "sizing",
    description = {
      "Measures calls a second of several instances on one database.",
      "BENCH_DATABASE_URL names a PostgreSQL; without it, one instance on a file."
    },
    sortOptions = false)
public final class SizingCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--instances",
      split = ",",
      paramLabel = "N",
      description = "instances to try (default: ${DEFAULT-VALUE})",
      defaultValue = "1,10,100")
  private List<Integer> instances = List.of();

  @Option(
      names = "--round-trip",
      split = ",",
      paramLabel = "MICROS",
      description = "added to each answer of the database (default: ${DEFAULT-VALUE})",
      defaultValue = "0,500")
  private List<Integer> roundTrips = List.of();

  @Option(
      names = "--callers",
      paramLabel = "N",
      description = "that call at a time, over all instances (default: ${DEFAULT-VALUE})",
      defaultValue = "400")
  private int callers;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "to measure each (default: ${DEFAULT-VALUE})",
      defaultValue = "15")
  private int seconds;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      description = "before each (default: ${DEFAULT-VALUE})",
      defaultValue = "5")
  private int warmup;

  /** For picocli. */
  public SizingCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean onFile = System.getenv("BENCH_DATABASE_URL") == null;
    if (onFile && !(instances.equals(List.of(1)) && roundTrips.equals(List.of(0)))) {
      throw new ParameterException(
          spec.commandLine(),
          "a file takes one instance at no distance: add --instances 1 --round-trip 0,"
              + " or name a PostgreSQL in BENCH_DATABASE_URL");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    out.printf(
        Locale.ROOT,
        "%9s %10s %8s %10s %10s %13s %7s %11s%n",
        "instances",
        "round trip",
        "calls/s",
        "median",
        "p99",
        "writes/commit",
        "failed",
        "bytes/call");
    for (int micros : roundTrips) {
      for (int count : instances) {
        measure(out, count, Duration.ofNanos(micros * 1_000L));
      }
    }
    return 0;
  }

  private void measure(PrintWriter out, int count, Duration roundTrip)
      throws IOException, InterruptedException {
    try (BenchDatabases databases = BenchDatabases.open()) {
      String url = databases.create("sizing");
      if (roundTrip.isZero()) {
        measureAt(out, url, count, roundTrip);
        return;
      }
      URI server = URI.create(url.substring("jdbc:".length()));
      int port = server.getPort() < 0 ? 5432 : server.getPort();
      try (DistantPort distant = DistantPort.before(server.getHost(), port, roundTrip)) {
        String far = url.replaceFirst("//[^/]+/", "//127.0.0.1:" + distant.port() + "/");
        measureAt(out, far, count, roundTrip);
      }
    }
  }

  private void measureAt(PrintWriter out, String url, int count, Duration roundTrip)
      throws IOException, InterruptedException {
    try (Fleet fleet = new Fleet(url, count)) {
      fleet.call(callers, Duration.ofSeconds(warmup));
      Run run = fleet.call(callers, Duration.ofSeconds(seconds));
      fleet.requireAllBooked();
      out.printf(
          Locale.ROOT,
          "%9d %7d us %8.0f %7.1f ms %7.1f ms %13.1f %7d %11s%n",
          count,
          roundTrip.toNanos() / 1_000,
          run.callsPerSecond(),
          run.millis(0.5),
          run.millis(0.99),
          run.writesPerCommit(),
          run.failed(),
          roomOf(fleet.bytesPerCall()));
      out.flush();
    }
  }

  private static String roomOf(long bytes) {
    return bytes == 0 ? "-" : Long.toString(bytes);
  }
}
