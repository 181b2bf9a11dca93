package org.llmtutor.bench.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the books agree with the trace.
 *
 * @param differences one sentence each; empty when everything agrees
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
   * @param answered messages with a whole reply
   * @param booked what came into the books meanwhile
   */
  static Verdict of(Trace trace, ListPrice price, int answered, Books booked) {
    List<String> found = new ArrayList<>();
    long sent = trace.requests().size();
    compare(found, "messages with a whole reply", sent, answered);
    compare(found, "calls in the ledger", sent, booked.calls());
    compare(found, "input tokens in the ledger", trace.contextTokens(), booked.input());
    compare(found, "output tokens in the ledger", trace.generatedTokens(), booked.output());
    BigDecimal cost = trace.cost(price);
    if (cost.compareTo(booked.cost()) != 0) {
      found.add(difference("dollars in the ledger", cost.toPlainString(), booked.cost()));
    }
    booked.metrics().ifPresent(counters -> compare(found, trace, cost, counters));
    return new Verdict(found);
  }

  private static void compare(
      List<String> found, Trace trace, BigDecimal cost, Books.Counters counters) {
    compare(found, "llm_api_calls_total", trace.requests().size(), counters.calls());
    long tokens = trace.contextTokens() + trace.generatedTokens();
    compare(found, "llm_tokens_used_total", (double) tokens, counters.tokens());
    compare(found, "llm_cost_usd_total", cost.doubleValue(), counters.cost());
  }

  private static void compare(List<String> found, String what, long expected, long actual) {
    if (expected != actual) {
      found.add(difference(what, expected, actual));
    }
  }

  private static void compare(List<String> found, String what, double expected, double actual) {
    if (!(Math.abs(expected - actual) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
      found.add(difference(what, expected, actual));
    }
  }

  private static String difference(String what, Object expected, Object actual) {
    return what + ": the trace says " + expected + ", the service says " + actual;
  }
}
