package org.llmtutor.bench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.llmtutor.bench.measure.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench reports}: fills a ledger, unless the file is there, and measures how long reports
 * over all of it take. Exit code 0 when all usual ones keep the promise at the median, 1 when not.
 */
@Command(
    name = "reports",
    description = "Measures cost reports on a large ledger of the embedded database.",
    sortOptions = false)
public final class ReportsCommand implements Callable<Integer> {

  private static final int PROMISE_MILLIS = 200;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
  private static final double NANOS_PER_MILLI = 1e6;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--database",
      paramLabel = "FILE",
      description = "the ledger; made when it is not there (default: ${DEFAULT-VALUE})")
  private Path file = Path.of("bench/target/reports.db");

  @Option(names = "--calls", description = "provider calls (default: ${DEFAULT-VALUE})")
  private long calls = 10_000_000;

  @Option(names = "--learners", description = "learners (default: ${DEFAULT-VALUE})")
  private int learners = 2_000;

  @Option(names = "--days", description = "days up to today (default: ${DEFAULT-VALUE})")
  private int days = 365;

  @Option(names = "--runs", description = "of each report, after three (default: ${DEFAULT-VALUE})")
  private int runs = 15;

  /** For picocli. */
  public ReportsCommand() {}

  @Override
  public Integer call() throws IOException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    if (Files.exists(file)) {
      ReportServer.migrate(file);
    } else {
      fill(out);
    }
    out.printf(Locale.ROOT, "%s; %,d MB%n", Machine.describe(), Files.size(file) >> 20);
    out.printf(
        Locale.ROOT,
        "%-28s %10s %10s %10s%n",
        "report over " + days + " days",
        "median",
        "most",
        "processor");
    boolean kept = true;
    try (ReportServer server = ReportServer.open(file, TODAY)) {
      for (ReportKind kind : ReportKind.values()) {
        Times times = measure(server, kind);
        double median = median(times.millis());
        boolean within = median < PROMISE_MILLIS;
        kept &= within || !kind.isUsual();
        String verdict = kind.isUsual() ? (within ? "kept" : "missed") : "";
        out.printf(
            Locale.ROOT,
            "%-28s %7.1f ms %7.1f ms %7.1f ms  %s%n",
            kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            median,
            times.millis().get(times.millis().size() - 1),
            median(times.processor()),
            verdict);
      }
    }
    return kept ? 0 : 1;
  }

  private void fill(PrintWriter out) throws SQLException {
    Path parent = file.toAbsolutePath().getParent();
    out.printf(Locale.ROOT, "filling %s with %,d calls%n", file.getFileName(), calls);
    out.printf(Locale.ROOT, "of %,d learners in %d days%n", learners, days);
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IllegalArgumentException(file + ": its folder is not there; make it first");
    }
    ReportServer.migrate(file);
    LedgerFill ledger = new LedgerFill(calls, learners, TODAY.minusDays(days - 1L), days);
    ledger.into(
        file,
        done -> {
          if (done % 30 == 0) {
            out.printf(Locale.ROOT, "%d days%n", done);
          }
        });
  }

  /**
   * What the runs of one report took, in order.
   *
   * @param millis as it is waited for
   * @param processor milliseconds of the one thread that makes it, which tells more on a machine
   *     that others keep busy
   */
  private record Times(List<Double> millis, List<Double> processor) {

    private Times {
      millis = millis.stream().sorted().toList();
      processor = processor.stream().sorted().toList();
    }
  }

  private static double median(List<Double> ordered) {
    return ordered.get(ordered.size() / 2);
  }

  private Times measure(ReportServer server, ReportKind kind) {
    for (int i = 0; i < 3; i++) {
      server.answer(kind, days);
    }
    List<Double> millis = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < Math.max(1, runs); i++) {
      long start = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      server.answer(kind, days);
      processor.add((threads.getCurrentThreadCpuTime() - used) / NANOS_PER_MILLI);
      millis.add((System.nanoTime() - start) / NANOS_PER_MILLI);
    }
    return new Times(millis, processor);
  }
}
