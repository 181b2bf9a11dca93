package org.llmtutor.cli.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonWriter;

/**
 * What a run did, and whether the books agree.
 *
 * @param learners how many sent, in turn
 * @param model which answered
 * @param took from the first request to the end of the last
 */
record ReplayReport(
    Trace trace,
    int learners,
    String model,
    Tally tally,
    Duration took,
    Books booked,
    Verdict verdict) {

  private static final int NANOS_OF_A_DOLLAR = 9;

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    int sent = trace.requests().size();
    line(
        text,
        "sent",
        usage(sent, "request", trace.tokens())
            + ", by %d learners in %s".formatted(learners, seconds(took)));
    Usage replies = tally.acknowledged();
    line(text, "acknowledged", usage(replies.calls(), "request", replies.tokens()) + cost(replies));
    Usage ledger = booked.booked();
    line(text, "booked", usage(ledger.calls(), "call", ledger.tokens()) + cost(ledger));
    booked.counters().ifPresent(counters -> line(text, "metrics", counted(counters)));
    line(text, "answered by", model);
    if (tally.waits() + tally.repeats() > 0) {
      line(
          text,
          "on the way",
          "asked to wait %,d times, sent again %,d times"
              .formatted(tally.waits(), tally.repeats()));
    }
    if (!tally.refused().isEmpty()) {
      line(text, "not answered", refused());
    }
    line(
        text,
        "latency",
        "p50 %s, p95 %s, p99 %s"
            .formatted(
                millis(tally.percentile(50)),
                millis(tally.percentile(95)),
                millis(tally.percentile(99))));
    if (verdict.agrees()) {
      line(text, "verdict", "sent = acknowledged = booked");
    } else {
      line(text, "verdict", "they differ; was anybody else in the classes of the replay?");
      verdict
          .differences()
          .forEach(difference -> text.append("  ").append(difference).append('\n'));
    }
    return text.toString();
  }

  private static String usage(long calls, String unit, Tokens tokens) {
    return String.format(
        Locale.ROOT,
        "%,d %s%s, %,d tokens in, %,d out",
        calls,
        unit,
        calls == 1 ? "" : "s",
        tokens.input(),
        tokens.output());
  }

  private static String cost(Usage usage) {
    return ", $" + dollars(usage.cost()).toPlainString();
  }

  private static BigDecimal dollars(BigDecimal cost) {
    return cost.setScale(NANOS_OF_A_DOLLAR, RoundingMode.UNNECESSARY);
  }

  private static String counted(Books.Counters counters) {
    return String.format(
        Locale.ROOT,
        "%,.0f calls, %,.0f tokens, $%.9f",
        counters.calls(),
        counters.tokens(),
        counters.cost());
  }

  private String refused() {
    List<String> parts = new ArrayList<>();
    tally
        .refused()
        .forEach((why, count) -> parts.add(String.format(Locale.ROOT, "%s: %,d", why, count)));
    return String.join(", ", parts);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-14s %s%n", name, value));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }

  /** For programs. */
  String json() {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put(
        "sent", usage(new Usage(trace.requests().size(), trace.tokens(), BigDecimal.ZERO), false));
    root.put("acknowledged", usage(tally.acknowledged(), true));
    root.put("booked", usage(booked.booked(), true));
    root.put("unknown", booked.unknown());
    root.put("not_answered", tally.refused());
    root.put("waits", tally.waits());
    root.put("repeats", tally.repeats());
    root.put("learners", learners);
    root.put("model", model);
    root.put("seconds", BigDecimal.valueOf(took.toMillis(), 3));
    Map<String, Object> latency = new LinkedHashMap<>();
    for (int percent : new int[] {50, 95, 99}) {
      latency.put("p" + percent, BigDecimal.valueOf(tally.percentile(percent).toMillis(), 3));
    }
    root.put("latency_seconds", latency);
    root.put("agrees", verdict.agrees());
    root.put("differences", verdict.differences());
    return JsonWriter.write(root);
  }

  private static Map<String, Object> usage(Usage usage, boolean paid) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("calls", usage.calls());
    members.put("input_tokens", usage.tokens().input());
    members.put("output_tokens", usage.tokens().output());
    if (paid) {
      members.put("cost_usd", dollars(usage.cost()));
    }
    return members;
  }
}
