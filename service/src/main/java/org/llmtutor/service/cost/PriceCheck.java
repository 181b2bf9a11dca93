package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.prices.PriceEntry;
import org.llmtutor.service.llm.TokenUsage;

/**
 * The cost of a row whose tokens were counted is what its entry of the price book makes of them.
 */
final class PriceCheck implements LedgerCheck {

  private final Findings findings;
  private final Map<String, PriceEntry> prices = new HashMap<>();
  private final Map<String, Long> gone = new TreeMap<>();

  PriceCheck(PriceBook book, int most) {
    book.entries().forEach(entry -> prices.putIfAbsent(entry.id(), entry));
    findings =
        new Findings(
            "ledger/prices",
            "costs with what the price book makes of their tokens",
            "either an entry of the book was changed in place, which should have become a new entry"
                + " from a later day on, or the row was changed; the row is what was charged",
            most);
  }

  @Override
  public void row(LedgerRow row) {
    PriceEntry price = prices.get(row.priceId());
    if (price == null) {
      gone.merge(row.priceId(), 1L, Long::sum);
      return;
    }
    if (!row.state().equals("settled")
        || row.costNanos() == null
        || "provider".equals(row.costBasis())) {
      return;
    }
    findings.compared(1);
    recompute(row, price, row.costNanos());
  }

  private void recompute(LedgerRow row, PriceEntry entry, long booked) {
    try {
      Price price = new Price(entry, row.startedAt());
      BigDecimal cost = price.cost(Hold.tokens(usage(row.tokens())), row.serviceTier());
      long computed = Usd.of(cost).nanos();
      if (computed != booked) {
        findings.problem(
            "row " + row.id(),
            "cost %s, %s makes it %s".formatted(new Usd(booked), row.priceId(), new Usd(computed)),
            booked - computed);
      }
    } catch (IllegalArgumentException e) {
      findings.problem("row " + row.id(), "has token counts that no provider tells");
    }
  }

  private static TokenUsage usage(TokenCounts tokens) {
    return new TokenUsage(
        tokens.input(),
        tokens.cachedInput(),
        tokens.cacheWrite(),
        tokens.cacheWriteLong(),
        tokens.output(),
        tokens.reasoning());
  }

  @Override
  public void finish() {
    gone.forEach(
        (id, rows) ->
            findings.warning(
                id,
                rows
                    + (rows == 1 ? " row was" : " rows were")
                    + " booked at this entry, which the price book does not have any more; their"
                    + " cost was not computed again"));
  }

  @Override
  public Findings findings() {
    return findings;
  }
}
