package org.llmtutor.service.cost;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.TokenCounts;

/** Each row has what its state asks for, and nothing that it forbids. */
final class StateCheck implements LedgerCheck {

  private final Findings findings;
  private final Instant overdue;

  /**
   * Checks rows as of {@code now}.
   *
   * @param grace how long after its lease a hold may wait to be swept
   */
  StateCheck(Instant now, Duration grace, int most) {
    this.overdue = now.minus(grace);
    findings =
        new Findings(
            "ledger/states",
            "rows with what their state asks for: cost, basis, time, lease",
            "these rows were changed by hand or by a fault; look at each with 'monitorctl ledger"
                + " show ID', and restore the database when in doubt",
            most);
  }

  @Override
  public void row(LedgerRow row) {
    findings.compared(1);
    switch (row.state()) {
      case "settled" -> settled(row);
      case "held" -> held(row);
      case "released", "unknown" -> ended(row);
      default -> problem(row, "has state '" + row.state() + "', which is none", null);
    }
    negative(row);
  }

  private void settled(LedgerRow row) {
    if (row.costNanos() == null || row.costBasis() == null || row.settledAt() == null) {
      String missing =
          row.costNanos() == null ? "cost" : row.costBasis() == null ? "cost basis" : "end";
      problem(row, "is settled and has no " + missing, null);
    }
  }

  private void held(LedgerRow row) {
    if (row.costNanos() != null) {
      problem(row, "is held and has a cost", row.costNanos());
    } else if (row.leaseUntil().isBefore(overdue)) {
      problem(
          row,
          "is held since its lease ended at " + row.leaseUntil() + "; holds are not swept",
          row.heldNanos());
    }
  }

  private void ended(LedgerRow row) {
    if (row.costNanos() != null) {
      problem(row, "is " + row.state() + " and has a cost", row.costNanos());
    } else if (row.settledAt() == null) {
      problem(row, "is " + row.state() + " and has no end", null);
    }
  }

  private void negative(LedgerRow row) {
    TokenCounts tokens = row.tokens();
    boolean negative =
        row.heldNanos() < 0
            || below(row.costNanos())
            || below(tokens.input())
            || below(tokens.cachedInput())
            || below(tokens.cacheWrite())
            || below(tokens.cacheWriteLong())
            || below(tokens.output())
            || below(tokens.reasoning());
    if (negative) {
      problem(row, "has a negative amount or count", row.costNanos());
    }
  }

  private static boolean below(@Nullable Long number) {
    return number != null && number < 0;
  }

  private void problem(LedgerRow row, String problem, @Nullable Long nanos) {
    findings.problem("row " + row.id(), problem, nanos);
  }

  @Override
  public Findings findings() {
    return findings;
  }
}
