package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.api.BudgetState;
import org.llmtutor.api.CostReport;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.database.LateWrites;
import org.llmtutor.service.database.OneBatch;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.llm.TokenUsage;

class LedgerTest {

  private static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");
  private static final Duration LEASE = Duration.ofSeconds(90);
  private static final Usd CENT = Usd.parse("0.01");

  // 23:30 on 30 November in Auckland.
  private final MutableClock clock = new MutableClock("2026-11-30T10:30:00Z");
  private final CostConfig config =
      CostConfig.with(
          new CostConfig.Budgets(
              CostConfig.Limits.of(new BigDecimal("1"), null),
              CostConfig.Limits.of(null, new BigDecimal("0.05")),
              CostConfig.Limits.of(new BigDecimal("0.03"), null)));
  @TempDir Path directory;
  private TestDatabase database;
  private Ledger ledger;
  private CostReports reports;

  @BeforeEach
  void open() {
    database = new TestDatabase(directory);
    ledger = new Ledger(database, new LateWrites(database, 10), config, clock, ZONE);
    reports = new CostReports(database, config, clock, ZONE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSettledCallIsInTheReportAndItsHoldIsGone() {
    settle(hold("ada", "7b", CENT), "0.004");
    CostReport report = today(List.of(Dimension.LEARNER, Dimension.MODEL));
    assertThat(report.rows()).hasSize(1);
    assertThat(report.rows().get(0).key()).containsEntry("learner", "ada");
    assertThat(report.total().costUsd()).isEqualByComparingTo("0.004");
    assertThat(sum("held_nanos")).isZero();
    assertThat(remaining("ada", "7b", "learner")).isEqualByComparingTo("0.026");
  }

  @Test
  void aHoldThatDoesNotFitIsRefusedAndLeavesNothing() {
    hold("ada", "", CENT);
    hold("ada", "", CENT);
    hold("ada", "", CENT);
    assertThatThrownBy(() -> hold("ada", "", CENT))
        .isInstanceOfSatisfying(
            BudgetExceeded.class,
            refusal -> {
              assertThat(ledger.refused(refusal)).isSameAs(refusal);
              assertThat(refusal.status()).isEqualTo(429);
              assertThat(refusal.code()).isEqualTo("budget_exceeded");
              assertThat(refusal.resetsAt()).contains(Instant.parse("2026-11-30T11:00:00Z"));
              assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(30));
            });
    assertThat(ledger.refusals())
        .containsOnly(
            entry(List.of("platform"), 0.0),
            entry(List.of("class"), 0.0),
            entry(List.of("learner"), 1.0));
    assertThat(count("held")).isEqualTo(3);
    assertThat(sum("held_nanos"))
        .as("platform and learner, day and month, all models and this one")
        .isEqualTo(8 * 30_000_000L);
  }

  @Test
  void ofCallsInOneCommitThoseThatFitAreHeldAndNoOther() {
    List<Supplier<Hold>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String learner = i % 4 == 0 ? "ada" : "learner-" + i;
      asked.add(() -> hold(learner, "", CENT));
    }
    List<CompletableFuture<Hold>> answers = OneBatch.of(database, asked);
    assertThat(answers.stream().filter(CompletableFuture::isCompletedExceptionally))
        .as("ada has three cents a day and asked for five")
        .hasSize(2)
        .allSatisfy(
            refused -> assertThatThrownBy(refused::join).hasCauseInstanceOf(BudgetExceeded.class));
    assertThat(count("held")).isEqualTo(18);
    assertThat(sum("held_nanos")).isEqualTo(8 * 180_000_000L);
  }

  @Test
  void callsThatAreSettledInOneCommitAreEachBookedOnce() {
    List<Hold> holds = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      holds.add(hold("learner-" + i % 6, "", CENT));
    }
    List<Supplier<Optional<BudgetState>>> asked = new ArrayList<>();
    for (Hold hold : holds) {
      asked.add(() -> settle(hold, "0.002"));
      asked.add(() -> settle(hold, "0.002"));
    }
    assertThat(OneBatch.of(database, asked).stream().map(CompletableFuture::join))
        .as("each is told of the learner's own budget, after both of its calls")
        .allSatisfy(
            told -> assertThat(told.orElseThrow().remainingUsd()).isEqualByComparingTo("0.026"));
    CostReport report = today(List.of(Dimension.LEARNER));
    assertThat(report.total().calls()).isEqualTo(12);
    assertThat(report.total().costUsd()).isEqualByComparingTo("0.024");
    assertThat(sum("held_nanos")).isZero();
    assertThat(sum("spent_nanos")).isEqualTo(8 * 24_000_000L);
  }

  @Test
  void theWidestOfSeveralFullBudgetsIsNamed() {
    settle(hold("ada", "7b", Usd.parse("0.03")), "0.03");
    settle(hold("bob", "7b", Usd.parse("0.02")), "0.02");
    assertThatThrownBy(() -> hold("ada", "7b", CENT)).hasMessageContaining("Your class's monthly");
    assertThatThrownBy(() -> hold("ada", "8a", CENT)).hasMessageContaining("Your daily");
    for (int i = 0; i < 45; i++) {
      settle(hold("learner-" + i, "", Usd.parse("0.02")), "0.02");
    }
    assertThatThrownBy(() -> hold("ada", "7b", Usd.parse("0.06")))
        .as("the platform has less left; class and learner may never have that much")
        .hasMessageContaining("The platform's daily");
  }

  @Test
  void aHoldThatIsAboveALimitByItselfNamesTheWindowThatIsFullBeforeIt() {
    assertThatThrownBy(() -> hold("ada", "7b", Usd.parse("0.04")))
        .hasMessageContaining("Your daily");
    settle(hold("bob", "7b", Usd.parse("0.03")), "0.03");
    assertThatThrownBy(() -> hold("ada", "7b", Usd.parse("0.04")))
        .hasMessageContaining("Your class's monthly");
  }

  @Test
  void aRefusalByTheLastWindowLeavesNothingInThoseBeforeIt() {
    settle(hold("ada", "7b", Usd.parse("0.03")), "0.03");
    long spent = sum("spent_nanos");
    assertThatThrownBy(() -> hold("ada", "7b", CENT)).hasMessageContaining("Your daily");
    assertThatThrownBy(() -> hold("ada", "9c", CENT)).hasMessageContaining("Your daily");
    assertThat(sum("held_nanos")).isZero();
    assertThat(sum("spent_nanos")).isEqualTo(spent);
    assertThat(number("SELECT COUNT(*) FROM budget_window WHERE scope_id = '9c'"))
        .as("windows of a class that was never booked on")
        .isZero();
    assertThat(count("held")).isZero();
  }

  @Test
  void theDayEndsInThePlatformsZone() {
    for (int i = 0; i < 3; i++) {
      settle(hold("ada", "", CENT), "0.01");
    }
    clock.advance(Duration.ofMinutes(30));
    settle(hold("ada", "", CENT), "0.01");
    CostReport report =
        reports.report(
            LocalDate.of(2026, 11, 30), LocalDate.of(2026, 12, 2), List.of(Dimension.DAY), null);
    assertThat(report.rows())
        .extracting(row -> row.key().get("day") + " " + row.costUsd())
        .containsExactly("2026-11-30 0.03", "2026-12-01 0.01");
  }

  @Test
  void aClassBudgetIsSharedByItsLearners() {
    for (String learner : List.of("ada", "bob", "cid", "dan", "eve")) {
      settle(hold(learner, "7b", CENT), "0.01");
    }
    assertThatThrownBy(() -> hold("fay", "7b", CENT)).hasMessageContaining("Your class's monthly");
    hold("fay", "8a", CENT);
  }

  @Test
  void aReleasedHoldIsFreeAgain() {
    Hold hold = hold("ada", "", Usd.parse("0.03"));
    ledger.release(hold, "rate_limited", Duration.ZERO);
    assertThat(count("released")).isEqualTo(1);
    hold("ada", "", Usd.parse("0.03"));
  }

  @Test
  void settlingTwiceBooksOnce() {
    Hold hold = hold("ada", "", CENT);
    settle(hold, "0.004");
    settle(hold, "0.004");
    ledger.release(hold, "late", Duration.ZERO);
    assertThat(today(List.of()).total().calls()).isEqualTo(1);
    assertThat(today(List.of()).total().costUsd()).isEqualByComparingTo("0.004");
    assertThat(sum("spent_nanos")).isEqualTo(8 * 4_000_000L);
  }

  @Test
  void aHoldPastItsLeaseIsExposureInDollarsAndStillCountsAgainstTheBudget() {
    Hold hold = hold("ada", "", Usd.parse("0.03"));
    assertThat(ledger.expire()).isZero();
    clock.advance(LEASE.plusMillis(1));
    assertThat(ledger.expire()).isEqualTo(1);
    CostReport.Row total = today(List.of()).total();
    assertThat(total.unknownCalls()).isEqualTo(1);
    assertThat(total.unknownUsd()).isEqualByComparingTo("0.03");
    assertThat(total.costUsd()).isEqualByComparingTo("0");
    assertThatThrownBy(() -> hold("ada", "", CENT)).isInstanceOf(ApiException.class);

    settle(hold, "0.02");
    assertThat(today(List.of()).total().unknownCalls()).as("the outcome came late").isZero();
    assertThat(today(List.of()).total().costUsd()).isEqualByComparingTo("0.02");
  }

  /** Fault 31: the clock was set forward, the lease seemed to end, and then the refusal came. */
  @Test
  @Tag("fault-31")
  void aRefusalAfterTheLeaseStillFreesTheHold() {
    Hold hold = hold("ada", "", Usd.parse("0.03"));
    clock.advance(Duration.ofMinutes(10));
    assertThat(ledger.expire()).isEqualTo(1);
    ledger.release(hold, "rate_limited", Duration.ZERO);
    assertThat(sum("held_nanos")).isZero();
    hold("ada", "", Usd.parse("0.03"));
  }

  @Test
  void aCallOverMidnightIsBookedOnItsDayAndTellsTheNextDaysBudget() {
    Hold hold = hold("ada", "", CENT);
    clock.advance(Duration.ofHours(1));
    Settlement settlement =
        new Settlement(TokenUsage.of(1, 1), CENT, "computed", Duration.ZERO, null, "stop", null);
    assertThat(ledger.settle(hold, settlement))
        .hasValueSatisfying(
            budget -> {
              assertThat(budget.resetsAt()).isAfter(clock.instant());
              assertThat(budget.remainingUsd()).isEqualByComparingTo("0.03");
            });
    CostReport day =
        reports.report(LocalDate.of(2026, 11, 30), LocalDate.of(2026, 12, 1), List.of(), null);
    assertThat(day.total().costUsd()).isEqualByComparingTo("0.01");
    assertThat(sum("held_nanos")).isZero();
  }

  @Test
  void aClassOfTokensThatNobodyToldIsNotZero() {
    settle(hold("ada", "", CENT), "0.001");
    assertThat(today(List.of()).total().tokens().cachedInput()).isNull();
    Hold second = hold("ada", "", CENT);
    TokenUsage told = new TokenUsage(1L, 7L, null, 1L, null);
    ledger.settle(
        second, new Settlement(told, CENT, "computed", Duration.ZERO, null, "stop", null));
    assertThat(today(List.of()).total().tokens().cachedInput()).isEqualTo(7);
    assertThat(today(List.of()).total().tokens().input()).isEqualTo(11);
  }

  @Test
  void cacheWritesByLifetimeAndTheClassOfServiceAreKept() {
    TokenUsage told = new TokenUsage(1L, 2L, 3L, 4L, 5L, 6L);
    Duration took = Duration.ZERO;
    Settlement flex = new Settlement(told, CENT, "computed", took, null, "stop", null, "flex");
    ledger.settle(hold("ada", "", CENT), flex);
    ledger.settle(hold("ada", "", CENT), flex);
    settle(hold("ada", "", CENT), "0.01");
    assertThat(today(List.of()).total().tokens())
        .isEqualTo(new TokenCounts(12L, 4L, 6L, 8L, 30L, 12L));
    assertThat(number("SELECT COUNT(*) FROM llm_call WHERE service_tier = 'flex'")).isEqualTo(2);
    assertThat(number("SELECT COUNT(*) FROM llm_call WHERE service_tier IS NULL")).isEqualTo(1);
    assertThat(number("SELECT SUM(cache_write_long_tokens) FROM llm_call")).isEqualTo(8);
  }

  @Test
  void theMostExpensiveRowsAreKeptAndTheRestIsCounted() {
    settle(hold("ada", "", CENT), "0.001");
    settle(hold("bob", "", CENT), "0.003");
    settle(hold("cid", "", CENT), "0.002");
    CostReport report =
        reports.report(
            LocalDate.of(2026, 11, 30), LocalDate.of(2026, 12, 1), List.of(Dimension.LEARNER), 2);
    assertThat(report.rows())
        .extracting(row -> row.key().get("learner"))
        .containsExactly("bob", "cid");
    assertThat(report.rowsOmitted()).isEqualTo(1);
    assertThat(report.total().costUsd()).isEqualByComparingTo("0.006");
  }

  @Test
  void anEmptyLedgerReportsZeros() {
    CostReport report = today(List.of(Dimension.MODEL));
    assertThat(report.rows()).isEmpty();
    assertThat(report.total().calls()).isZero();
    assertThat(report.total().costUsd()).isEqualByComparingTo("0");
  }

  private Hold hold(String learner, String classCode, Usd amount) {
    CallContext context =
        new CallContext(learner, "u" + learner, classCode, "c1", "", "chat", "request-1", null);
    Price price = PriceBook.packaged().find("openai", "gpt-4o-mini", clock.instant()).orElseThrow();
    return ledger.hold(context, "openai", "gpt-4o-mini", price, amount, 1, LEASE);
  }

  private Optional<BudgetState> settle(Hold hold, String dollars) {
    Usd cost = Usd.parse(dollars);
    TokenUsage usage = TokenUsage.of(10, 20);
    Duration took = Duration.ofMillis(5);
    return ledger.settle(hold, new Settlement(usage, cost, "computed", took, null, "stop", null));
  }

  private CostReport today(List<Dimension> by) {
    return reports.report(ledger.today(), ledger.today().plusDays(1), by, null);
  }

  private BigDecimal remaining(String learner, String classCode, String scope) {
    return ledger.budgets(classCode, learner).stream()
        .filter(state -> state.scope().equals(scope))
        .map(BudgetState::remainingUsd)
        .findFirst()
        .orElseThrow();
  }

  private long sum(String column) {
    return number("SELECT SUM(" + column + ") FROM budget_window");
  }

  private long count(String state) {
    return number("SELECT COUNT(*) FROM llm_call WHERE state = '" + state + "'");
  }

  private long number(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
