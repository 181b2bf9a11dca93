package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.cli.output.Numbers;

/**
 * Why a comparison differs, as far as its figures tell. Rules are tried from the one that explains
 * most exactly to the one that explains anything.
 *
 * @param id stable name
 * @param text what it means and what to look at
 */
record Cause(String id, String text) {

  static final Cause AGREES = new Cause("agrees", "");

  static Cause of(
      Comparison row,
      @Nullable Comparison before,
      @Nullable Comparison after,
      Tolerance tolerance) {
    if (row.isWithin(tolerance)) {
      return AGREES;
    } else if (isOtherDay(row, before, tolerance) || isOtherDay(row, after, tolerance)) {
      return new Cause(
          "day_boundary",
          "the day beside it differs by the same the other way: the export's days are not UTC, or"
              + " calls ran over midnight");
    } else if (row.provider() == null) {
      return new Cause(
          "only_ledger",
          "the provider's file has nothing of it: another project or key, or a filtered export");
    }
    Cause exact = exact(row, tolerance);
    if (exact != null) {
      return exact;
    }
    return row.sign() >= 0 ? providerHasMore(row) : ledgerHasMore(row);
  }

  private static boolean isOtherDay(
      Comparison row, @Nullable Comparison beside, Tolerance tolerance) {
    if (beside == null
        || beside.isWithin(tolerance)
        || row.sign() == 0
        || row.sign() != -beside.sign()) {
      return false;
    }
    BigDecimal usd = row.moreUsd();
    BigDecimal usdBeside = beside.moreUsd();
    if (usd != null && usdBeside != null && !tolerance.covers(usd, usdBeside.negate())) {
      return false;
    }
    return Stream.<Function<Comparison, @Nullable Long>>of(
            Comparison::moreRequests, Comparison::morePrompt, Comparison::moreReply)
        .allMatch(figure -> cancels(figure.apply(row), figure.apply(beside), tolerance));
  }

  private static boolean cancels(@Nullable Long a, @Nullable Long b, Tolerance tolerance) {
    return a == null || b == null || tolerance.covers(a, -b);
  }

  /** Rules for when the calls are the same and something else differs. */
  private static @Nullable Cause exact(Comparison row, Tolerance tolerance) {
    TokenCounts tokens = row.tokens();
    TokenCounts booked = row.ledger().tokens();
    ProviderUsage provider = row.provider();
    BigDecimal cost = provider == null ? null : provider.costUsd();
    if (tokens == null) {
      return null;
    }
    boolean sums =
        tolerance.covers(tokens.prompt(), booked.prompt())
            && tolerance.covers(tokens.reply(), booked.reply());
    if (sums && !Tokens.same(tokens, booked)) {
      return new Cause(
          "token_classes",
          "the sums agree and the classes do not: cached tokens are counted in another class");
    } else if (sums && cost != null && !tolerance.covers(cost, row.ledger().costUsd())) {
      return new Cause(
          "price", "the tokens agree and the dollars do not: compare the price book with the bill");
    }
    return null;
  }

  private static Cause providerHasMore(Comparison row) {
    LedgerDay ledger = row.ledger();
    Long requests = row.moreRequests();
    BigDecimal usd = row.moreUsd();
    boolean fits =
        (requests == null || requests <= ledger.unknownCalls())
            && (usd == null || usd.compareTo(ledger.unknownUsd()) <= 0);
    if (ledger.unknownCalls() > 0 && fits) {
      return new Cause(
          "unknown_calls",
          "%s of unknown outcome that day, at most %s, explain it"
              .formatted(calls(ledger.unknownCalls()), usd(ledger.unknownUsd())));
    } else if (isEstimated(row)) {
      return estimated(ledger);
    } else if (ledger.isNothing()) {
      return new Cause(
          "only_provider",
          "the ledger has nothing of it: calls made with the same account outside of the tutor, or"
              + " booked under another provider's name (--ledger-provider)");
    }
    String besides =
        ledger.unknownCalls() == 0
            ? ""
            : ", more than the " + calls(ledger.unknownCalls()) + " of unknown outcome explain";
    return new Cause(
        "outside_calls",
        "calls made with the same key outside of the tutor" + besides + "; look at the key's use");
  }

  private static Cause ledgerHasMore(Comparison row) {
    if (isEstimated(row)) {
      return estimated(row.ledger());
    } else if (row.tokens() == null) {
      return new Cause(
          "price_or_late",
          "the provider bills less: its export is not complete yet, or the price book is too high");
    }
    return new Cause(
        "incomplete_export",
        "the provider has less: its export is not complete yet, or it was filtered by key or"
            + " project");
  }

  private static boolean isEstimated(Comparison row) {
    Long requests = row.moreRequests();
    return row.ledger().estimatedCalls() > 0 && (requests == null || requests == 0);
  }

  private static Cause estimated(LedgerDay ledger) {
    return new Cause(
        "estimated_calls",
        "the tokens of %s were estimated, because the provider did not tell them at the time"
            .formatted(calls(ledger.estimatedCalls())));
  }

  private static String calls(long count) {
    return Numbers.count(count) + (count == 1 ? " call" : " calls");
  }

  private static String usd(BigDecimal amount) {
    return Numbers.usd(amount, Math.max(2, amount.stripTrailingZeros().scale()));
  }
}
