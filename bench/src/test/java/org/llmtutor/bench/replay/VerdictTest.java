package org.llmtutor.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
  private static final Trace TRACE =
      new Trace(
          List.of(
              new Trace.Request(Duration.ZERO, 374, 44),
              new Trace.Request(Duration.ofSeconds(1), 396, 109)));
  private static final BigDecimal COST = new BigDecimal("0.000207300");

  private static Books books(BigDecimal cost, Books.Counters counters) {
    return new Books(DAY, 2, 770, 153, cost, Optional.of(counters));
  }

  @Test
  void addsUpTheCostToTheNanoDollar() {
    assertThat(TRACE.cost(ListPrice.OFFLINE)).isEqualTo(COST);
    assertThat(ListPrice.OFFLINE.cost(1_000_000, 0)).isEqualByComparingTo("0.15");
    assertThat(ListPrice.OFFLINE.cost(0, 1_000_000)).isEqualByComparingTo("0.60");
    assertThat(ListPrice.OFFLINE.cost(10_000_000_000L, 1)).isEqualTo("1500.000000600");
  }

  @Test
  void agreesWhenLedgerAndCountersSayTheSame() {
    Books booked = books(COST, new Books.Counters(2, 923, 0.000_207_3));

    assertThat(Verdict.of(TRACE, ListPrice.OFFLINE, 2, booked).differences()).isEmpty();
  }

  @Test
  void seesANanoDollarThatIsMissing() {
    Books booked = books(new BigDecimal("0.000207299"), new Books.Counters(2, 923, 0.000_207_3));

    assertThat(Verdict.of(TRACE, ListPrice.OFFLINE, 2, booked).differences())
        .containsExactly(
            "dollars in the ledger: the trace says 0.000207300, the service says 0.000207299");
  }

  @Test
  void seesCountersThatDiffer() {
    Books booked = books(COST, new Books.Counters(3, 900, 0.000_3));

    assertThat(Verdict.of(TRACE, ListPrice.OFFLINE, 1, booked).differences())
        .extracting(difference -> difference.substring(0, difference.indexOf(':')))
        .containsExactly(
            "messages with a whole reply",
            "llm_api_calls_total",
            "llm_tokens_used_total",
            "llm_cost_usd_total");
  }

  @Test
  void comparesTheLedgerAloneWhenMetricsAreOff() {
    Books booked = new Books(DAY, 2, 770, 153, COST, Optional.empty());

    assertThat(Verdict.of(TRACE, ListPrice.OFFLINE, 2, booked).agrees()).isTrue();
  }

  @Test
  void addsUpASeriesWhateverItsLabelsHold() {
    MetricsPage page =
        MetricsPage.parse(
            """
            # HELP llm_cost_usd_total Settled cost.
            llm_cost_usd_total{user_id="a} b 7",model="m"} 0.5
            llm_cost_usd_total{user_id="other",model="m"} 1.25 1700000000000
            llm_cost_usd_totals 9.0
            up +Inf
            """);

    assertThat(page.sum("llm_cost_usd_total")).isEqualTo(1.75);
    assertThat(page.sum("llm_tokens_used_total")).isZero();
  }
}
