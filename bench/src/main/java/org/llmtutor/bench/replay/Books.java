package org.llmtutor.bench.replay;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;
import org.llmtutor.api.TokenCounts;

/**
 * What the service says about LLM usage at one moment.
 *
 * @param from first day of the ledger's figures
 * @param calls calls in the ledger
 * @param input prompt tokens in the ledger
 * @param output reply tokens in the ledger
 * @param cost dollars in the ledger
 * @param metrics the counters, when the service shows its metrics
 */
record Books(
    LocalDate from,
    long calls,
    long input,
    long output,
    BigDecimal cost,
    Optional<Counters> metrics) {

  /**
   * Sums of three counters over all their series.
   *
   * @param calls {@code llm_api_calls_total}
   * @param tokens {@code llm_tokens_used_total}
   * @param cost {@code llm_cost_usd_total}
   */
  record Counters(double calls, double tokens, double cost) {

    static Counters of(MetricsPage page) {
      return new Counters(
          page.sum("llm_api_calls_total"),
          page.sum("llm_tokens_used_total"),
          page.sum("llm_cost_usd_total"));
    }

    Counters minus(Counters before) {
      return new Counters(calls - before.calls, tokens - before.tokens, cost - before.cost);
    }
  }

  /**
   * Asks the service.
   *
   * @param from first day to report; today when null
   */
  static Books read(
      TutorClient client, String opsToken, String scrapeToken, @Nullable LocalDate from) {
    String query = from == null ? "" : "?from=" + from;
    CostReport report =
        client.require(
            "reading the cost report",
            client.get("/api/ops/costs" + query, opsToken),
            CostReport.class);
    TutorClient.Reply page = client.metrics(scrapeToken);
    Optional<Counters> counters =
        page.ok() ? Optional.of(Counters.of(MetricsPage.parse(page.body()))) : Optional.empty();
    CostReport.Row total = report.total();
    TokenCounts tokens = total.tokens();
    return new Books(
        report.from(), total.calls(), tokens.prompt(), tokens.reply(), total.costUsd(), counters);
  }

  /** What came in since {@code before}. */
  Books since(Books before) {
    return new Books(
        from,
        calls - before.calls,
        input - before.input,
        output - before.output,
        cost.subtract(before.cost),
        metrics.flatMap(now -> before.metrics.map(now::minus)));
  }
}
