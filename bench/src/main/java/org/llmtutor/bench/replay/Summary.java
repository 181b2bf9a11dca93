package org.llmtutor.bench.replay;

import java.io.PrintWriter;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Prints what a run did and whether the books agree. */
final class Summary {

  private final PrintWriter out;

  Summary(PrintWriter out) {
    this.out = out;
  }

  void print(Trace trace, ListPrice price, Schedule schedule, Load load, Duration took) {
    line(
        "requests",
        "%d by %d learners in %s",
        trace.requests().size(),
        schedule.learners(),
        seconds(took));
    line("chat", "%s", load.chat().statuses());
    line("around it", "%s", load.around().statuses());
    line("tokens", "%,d in, %,d out", trace.contextTokens(), trace.generatedTokens());
    line(
        "latency",
        "p50 %s, p95 %s, p99 %s",
        millis(load.chat().percentile(50)),
        millis(load.chat().percentile(95)),
        millis(load.chat().percentile(99)));
    line("expected cost", "$%s", trace.cost(price).toPlainString());
  }

  void print(Books booked, Verdict verdict) {
    line(
        "ledger",
        "%,d calls, %,d in, %,d out, $%s",
        booked.calls(),
        booked.input(),
        booked.output(),
        booked.cost().setScale(9, RoundingMode.UNNECESSARY).toPlainString());
    line(
        "metrics",
        "%s",
        booked.metrics().map(Summary::counters).orElse("not shown by the service, not compared"));
    if (verdict.agrees()) {
      line("verdict", "agrees");
    } else {
      line(
          "verdict",
          "differs; does the service run with LLM_OFFLINE_REPLAY=true, and is nobody else using it?");
      verdict.differences().forEach(difference -> out.println("  - " + difference));
    }
  }

  private static String counters(Books.Counters counters) {
    return String.format(
        Locale.ROOT,
        "%,.0f calls, %,.0f tokens, $%.9f",
        counters.calls(),
        counters.tokens(),
        counters.cost());
  }

  private void line(String name, String format, Object... values) {
    out.printf(Locale.ROOT, "%-14s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }
}
