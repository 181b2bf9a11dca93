package org.llmtutor.bench.measure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.llmtutor.bench.history.PageQuery;
import org.llmtutor.bench.query.QueryClass;

/** What the design promises, as functions of one run's figures. */
final class Promises {

  private static final String ONE_SYNC = "LedgerLatencyBenchmark.singleCommit";

  private static final List<Promise> BESIDE_ANOTHER =
      List.of(
          atMost(
              "recording: counter / raw client with look-up",
              1.0,
              medians("RecordingBenchmark.guardedCounter", "RecordingBenchmark.rawCounter")),
          atMost(
              "recording: histogram / raw client with look-up",
              1.0,
              medians("RecordingBenchmark.guardedHistogram", "RecordingBenchmark.rawHistogram")),
          atMost("scrape of 5,000 series / client library", 0.5, scrape("Page", 5_000)),
          atMost("scrape of 100,000 series / client library", 0.5, scrape("Page", 100_000)),
          atMost("the same into nothing, 5,000", 0.5, scrape("Writer", 5_000)),
          atMost("the same into nothing, 100,000", 0.5, scrape("Writer", 100_000)),
          atLeast("ledger: calls a second, 128 threads", 1_000, calls(128)),
          atLeast(
              "ledger: one-row commits, shared syncs / own syncs",
              10,
              medians("LedgerBenchmark.groupCommit64", "LedgerBenchmark.singleCommit")),
          atLeast(
              "ledger: calls, shared syncs / own syncs",
              10,
              medians("LedgerBenchmark.call64", "LedgerBenchmark.callAlone64")),
          atMost("ledger: p99 of a call / median sync, 1 thread", 3, wait(1)),
          atMost("ledger: p99 of a call / median sync, 16 threads", 3, wait(16)),
          atMost("history: sampling 5,000 series, % of a core", 1, Promises::sampling));

  private Promises() {}

  private static List<Promise> all() {
    List<Promise> all = new ArrayList<>(BESIDE_ANOTHER);
    for (QueryClass query : QueryClass.values()) {
      all.add(
          atMost(
              "query " + query.text(100) + ", ms", query.referenceMillis() / 3.0, millis(query)));
    }
    for (PageQuery query : PageQuery.values()) {
      all.add(
          atMost(
              "history: " + query + " of a day, ms",
              100,
              figures -> figures.median("HistoryQueryBenchmark.page(" + query + ")")));
    }
    return all;
  }

  private static OptionalDouble sampling(Figures figures) {
    double percent = HistorySamplingBenchmark.INTERVAL.toMillis() / 100.0;
    return ratio(
        figures.median("HistorySamplingBenchmark.sample(5000)"), OptionalDouble.of(percent));
  }

  private static Function<Figures, OptionalDouble> millis(QueryClass query) {
    return figures ->
        ratio(
            figures.median("QueryBenchmark.range(" + query + ",100,1000)"),
            OptionalDouble.of(1_000));
  }

  private record Promise(
      String what, boolean least, double bound, Function<Figures, OptionalDouble> figure) {

    boolean kept(double measured) {
      return least ? measured >= bound : measured <= bound;
    }
  }

  private static Promise atMost(
      String what, double bound, Function<Figures, OptionalDouble> figure) {
    return new Promise(what, false, bound, figure);
  }

  private static Promise atLeast(
      String what, double bound, Function<Figures, OptionalDouble> figure) {
    return new Promise(what, true, bound, figure);
  }

  private static Function<Figures, OptionalDouble> medians(String of, String to) {
    return figures -> ratio(figures.median(of), figures.median(to));
  }

  private static Function<Figures, OptionalDouble> scrape(String what, int series) {
    String suffix = what + "(" + series + ")";
    return medians("ScrapeBenchmark.service" + suffix, "ScrapeBenchmark.library" + suffix);
  }

  private static Function<Figures, OptionalDouble> calls(int threads) {
    return figures -> figures.median("LedgerBenchmark.call" + threads);
  }

  private static Function<Figures, OptionalDouble> wait(int threads) {
    return figures ->
        ratio(figures.p99("LedgerLatencyBenchmark.call" + threads), figures.median(ONE_SYNC));
  }

  private static OptionalDouble ratio(OptionalDouble of, OptionalDouble to) {
    return of.isPresent() && to.isPresent()
        ? OptionalDouble.of(of.getAsDouble() / to.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Prints those promises whose benchmarks were run. */
  static void print(Figures figures, PrintWriter out) {
    out.printf(Locale.ROOT, "%-52s %10s %12s%n", "promise", "measured", "promised");
    for (Promise promise : all()) {
      promise
          .figure()
          .apply(figures)
          .ifPresent(
              measured ->
                  out.printf(
                      Locale.ROOT,
                      "%-52s %,10.2f %12s  %s%n",
                      promise.what(),
                      measured,
                      String.format(
                          Locale.ROOT, "%s %,.1f", promise.least() ? "≥" : "≤", promise.bound()),
                      promise.kept(measured) ? "kept" : "missed"));
    }
  }
}
