package org.llmtutor.cli.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether what was sent, what was acknowledged and what is booked are the same.
 *
 * @param differences one sentence each; empty when they are
 */
record Verdict(List<String> differences) {

  /** Counters are doubles that were added up in some order. */
  private static final double TOLERANCE = 1e-9;

  /** Copies the list. */
  Verdict {
    differences = List.copyOf(differences);
  }

  boolean agrees() {
    return differences.isEmpty();
  }

  /**
   * Compares exactly; only the counter of dollars may be off in its last digits.
   *
   * @param replayed whether the service uses the tokens that the trace asks for
   * @param booked what came into the books meanwhile
   */
  static Verdict of(Trace trace, boolean replayed, Usage acknowledged, Books booked) {
    List<String> found = new ArrayList<>();
    compare(
        found, "requests", "sent", trace.requests().size(), "acknowledged", acknowledged.calls());
    if (replayed) {
      compare(found, "sent", trace.tokens(), "acknowledged", acknowledged.tokens());
    }
    Usage ledger = booked.booked();
    compare(found, "calls", "acknowledged", acknowledged.calls(), "booked", ledger.calls());
    compare(found, "acknowledged", acknowledged.tokens(), "booked", ledger.tokens());
    if (acknowledged.cost().compareTo(ledger.cost()) != 0) {
      found.add(
          "dollars: %s acknowledged, %s booked"
              .formatted(acknowledged.cost().toPlainString(), ledger.cost().toPlainString()));
    }
    if (booked.unknown() != 0) {
      found.add("calls: %,d with an unknown outcome".formatted(booked.unknown()));
    }
    booked.counters().ifPresent(counters -> compare(found, ledger, counters));
    return new Verdict(found);
  }

  private static void compare(List<String> found, Usage ledger, Books.Counters counters) {
    long tokens = ledger.tokens().input() + ledger.tokens().output();
    compare(found, "llm_api_calls_total", (double) ledger.calls(), counters.calls());
    compare(found, "llm_tokens_used_total", (double) tokens, counters.tokens());
    compare(found, "llm_cost_usd_total", ledger.cost().doubleValue(), counters.cost());
  }

  private static void compare(
      List<String> found, String one, Tokens ones, String other, Tokens others) {
    compare(found, "input tokens", one, ones.input(), other, others.input());
    compare(found, "output tokens", one, ones.output(), other, others.output());
  }

  private static void compare(
      List<String> found, String what, String one, long ones, String other, long others) {
    if (ones != others) {
      found.add("%s: %,d %s, %,d %s".formatted(what, ones, one, others, other));
    }
  }

  private static void compare(List<String> found, String what, double booked, double counted) {
    if (!(Math.abs(booked - counted) <= TOLERANCE * Math.max(1, Math.abs(booked)))) {
      found.add("%s: %s booked, %s counted".formatted(what, booked, counted));
    }
  }
}
