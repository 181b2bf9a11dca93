package org.llmtutor.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.api.TokenCounts;

/** Rules that need more than one day or one figure; the transcripts have the others. */
class CauseTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Tolerance ONE_PERCENT = Tolerance.parse("1%");

  private static TokenCounts tokens(long input, long cached, long output) {
    return new TokenCounts(input, cached, 0L, 0L, output, null);
  }

  private static Comparison row(
      @Nullable Long requests, @Nullable TokenCounts told, @Nullable String usd, LedgerDay ledger) {
    BigDecimal cost = usd == null ? null : new BigDecimal(usd);
    return new Comparison(DAY, "m", new ProviderUsage(DAY, "m", requests, told, cost), ledger);
  }

  private static LedgerDay ledger(long calls, TokenCounts tokens, String usd, long unknown) {
    return new LedgerDay(
        calls,
        tokens,
        new BigDecimal(usd),
        0,
        unknown,
        new BigDecimal("0.01").multiply(BigDecimal.valueOf(unknown)));
  }

  private static String cause(Comparison row, @Nullable Comparison after) {
    return Cause.of(row, null, after, ONE_PERCENT).id();
  }

  @Test
  void classesThatAreMixedUpOnTwoDaysAreNotADayBoundary() {
    Comparison mixed =
        row(10L, tokens(500, 500, 100), null, ledger(10, tokens(900, 100, 100), "1", 0));
    assertThat(cause(mixed, mixed)).isEqualTo("token_classes");
  }

  @Test
  void costsThatDoNotCancelAreNotADayBoundary() {
    LedgerDay ledger = ledger(10, tokens(1, 1, 1), "1.00", 0);
    Comparison more = row(null, null, "1.50", ledger);
    assertThat(cause(more, row(null, null, "0.90", ledger))).isEqualTo("outside_calls");
    assertThat(cause(more, row(null, null, "0.50", ledger))).isEqualTo("day_boundary");
  }

  @Test
  void unknownCallsExplainOnlyWhatTheyCanHaveCost() {
    Comparison fits = row(12L, null, "1.02", ledger(10, Tokens.NONE, "1", 2));
    assertThat(cause(fits, null)).isEqualTo("unknown_calls");
    Comparison tooMuch = row(12L, null, "1.50", ledger(10, Tokens.NONE, "1", 2));
    assertThat(Cause.of(tooMuch, null, null, ONE_PERCENT).text())
        .contains("outside of the tutor")
        .contains("more than the 2 calls of unknown outcome explain");
  }

  @Test
  void theSameTokensForOtherDollarsAreAPrice() {
    Comparison row =
        row(10L, tokens(900, 100, 100), "1.20", ledger(10, tokens(900, 100, 100), "1", 0));
    assertThat(cause(row, null)).isEqualTo("price");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-mini-2024-07-18, gpt-4o-mini",
    "gpt-4o-mini, gpt-4o-mini",
    "claude-haiku-4-5-20251001, claude-haiku-4-5",
    "claude-sonnet-5-5, claude-sonnet-5-5-20261007",
    "gpt-5.6-luna, gpt-5.6-luna"
  })
  void aDatedSnapshotIsTheModelThatTheLedgerNames(String provider, String ledger) {
    ModelNames names =
        new ModelNames(List.of("gpt-4o-mini", "claude-haiku-4-5", "claude-sonnet-5-5-20261007"));
    assertThat(names.ofLedger(provider)).isEqualTo(ledger);
  }

  @Test
  void theExactNameGoesBeforeTheModelWithoutItsDate() {
    ModelNames names = new ModelNames(List.of("gpt-4o", "gpt-4o-2024-08-06"));
    assertThat(names.ofLedger("gpt-4o-2024-08-06")).isEqualTo("gpt-4o-2024-08-06");
    assertThat(names.ofLedger("gpt-4o-2024-11-20")).isEqualTo("gpt-4o");
  }

  @Test
  void quotedFieldsMayHoldCommasQuotesAndLineBreaks() {
    CsvRecords records =
        CsvRecords.parse("Day (UTC),\"a,b\"\r\n1,\"say \"\"x\"\"\n2\"\r\n\n3,4", "f.csv");
    assertThat(records.heading()).containsExactly("day_utc_", "a_b");
    assertThat(records.rows())
        .extracting(row -> row.text("a_b"))
        .containsExactly("say \"x\"\n2", "4");
    assertThat(records.rows().get(1).line()).isEqualTo(5);
  }
}
