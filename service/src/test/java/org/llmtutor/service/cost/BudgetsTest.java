package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.api.BudgetOverride;
import org.llmtutor.api.BudgetState;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.telemetry.Metrics;

/** Hard and soft limits, of all models and of one, from the file and by operators. */
class BudgetsTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
  private static final String SOL = "gpt-5.6-sol";
  private static final String MINI = BookedLedger.MODEL;

  private final MutableClock clock = new MutableClock("2026-11-24T10:00:00Z");
  @TempDir Path directory;
  private @Nullable BookedLedger open;

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  private BookedLedger ledger(CostConfig.Limits platform, CostConfig.Limits learner) {
    BookedLedger ledger =
        new BookedLedger(directory, CostConfig.Budgets.of(platform, null, learner), clock, ZONE);
    open = ledger;
    return ledger;
  }

  private static CostConfig.Limits daily(String dollars) {
    return CostConfig.Limits.of(new BigDecimal(dollars), null);
  }

  private static CostConfig.Limits soft(String dollars) {
    return CostConfig.Limits.of(BudgetLimit.of(new BigDecimal(dollars), "soft", null), null, null);
  }

  private static BudgetOverride override(@Nullable String dollars) {
    BigDecimal limit = dollars == null ? null : new BigDecimal(dollars);
    return new BudgetOverride(new BudgetOverride.Limit(limit, null, null), null, null);
  }

  @Test
  void aSoftLimitNeverRefusesAndWarns() {
    BookedLedger ledger = ledger(CostConfig.Limits.NONE, soft("0.10"));
    assertThat(ledger.spend("ada", MINI, "0.05"))
        .hasValueSatisfying(budget -> assertThat(budget.warning()).isFalse());
    BudgetState over = ledger.spend("ada", MINI, "0.20").orElseThrow();
    assertThat(over.mode()).isEqualTo("soft");
    assertThat(over.warning()).isTrue();
    assertThat(over.remainingUsd()).isEqualByComparingTo("0");
    assertThat(over.notice()).contains("The tutor goes on answering");
    assertThatCode(() -> ledger.spend("ada", MINI, "5")).doesNotThrowAnyException();
  }

  @Test
  void aWarningIsASentenceOnceForEachLearnerInEachWindow() {
    BookedLedger ledger = ledger(daily("1"), CostConfig.Limits.NONE);
    for (int i = 0; i < 4; i++) {
      assertThat(ledger.spend("ada", MINI, "0.19").orElseThrow().warning()).isFalse();
    }
    assertThat(ledger.spend("ada", MINI, "0.03").orElseThrow().warning()).isFalse();
    BudgetState first = ledger.spend("ada", MINI, "0.01").orElseThrow();
    assertThat(first.warning()).isTrue();
    assertThat(first.notice())
        .contains("platform's daily budget", "$0.2 of $1", "2026-11-24T23:00:00Z");
    BudgetState again = ledger.spend("ada", MINI, "0.01").orElseThrow();
    assertThat(again.warning()).isTrue();
    assertThat(again.notice()).isNull();
    assertThat(ledger.spend("bob", MINI, "0.01").orElseThrow().notice()).isNotNull();
    clock.advance(Duration.ofDays(1));
    assertThat(ledger.spend("ada", MINI, "0.01").orElseThrow().warning()).isFalse();
    assertThat(ledger.spend("ada", MINI, "0.80").orElseThrow().notice()).isNotNull();
  }

  @Test
  void aLearnerIsWarnedBeforeTheFirstRefusalAlsoBelowEightyPercent() {
    BookedLedger ledger = ledger(CostConfig.Limits.NONE, daily("0.10"));
    BudgetState told = ledger.spend("ada", MINI, "0.06").orElseThrow();
    assertThat(told.warning()).as("another call like this does not fit").isTrue();
    assertThat(told.notice()).isNotNull();
    assertThatThrownBy(() -> ledger.hold("ada", "", MINI, "0.06"))
        .isInstanceOf(BudgetExceeded.class);
  }

  @Test
  void aModelsLimitCountsThatModelAloneAndInTheLimitOfAll() {
    CostConfig.Limits platform =
        CostConfig.Limits.of(
            BudgetLimit.parse("1"),
            null,
            Map.of(SOL, CostConfig.ModelLimits.of(BudgetLimit.parse("0.10"), null)));
    BookedLedger ledger = ledger(platform, CostConfig.Limits.NONE);
    ledger.spend("ada", SOL, "0.08");
    assertThatThrownBy(() -> ledger.hold("ada", "", SOL, "0.03"))
        .hasMessageContaining("platform's daily budget for this model of the tutor");
    ledger.spend("ada", MINI, "0.90");
    assertThatThrownBy(() -> ledger.hold("ada", "", SOL, "0.021"))
        .hasMessageContaining("platform's daily budget for the tutor");
    ledger.spend("ada", SOL, "0.02");
    assertThat(ledger.ledger.budgets("", "ada"))
        .extracting(BudgetState::model)
        .containsExactly(null, SOL);
  }

  @Test
  void aModelsLimitThatIsSetLaterCountsWhatWasSpentBefore() {
    BookedLedger ledger = ledger(CostConfig.Limits.NONE, CostConfig.Limits.NONE);
    ledger.spend("ada", SOL, "0.50");
    BudgetOverride.Limit limit = BudgetOverride.Limit.of(new BigDecimal("0.55"));
    ledger.overrides.set(
        "platform",
        "",
        new BudgetOverride(null, null, Map.of(SOL, new BudgetOverride.Periods(limit, null))),
        "eve");
    assertThatThrownBy(() -> ledger.hold("bob", "", SOL, "0.06"))
        .isInstanceOf(BudgetExceeded.class);
    ledger.hold("bob", "", SOL, "0.05");
    ledger.hold("bob", "", MINI, "5");
  }

  @Test
  void aLoweredLimitHoldsForTheNextCallAndAHoldOfNothingStillFits() {
    BookedLedger ledger = ledger(daily("10"), CostConfig.Limits.NONE);
    ledger.spend("ada", MINI, "3");
    ledger.overrides.set("platform", "", override("2"), "eve");
    assertThatThrownBy(() -> ledger.hold("ada", "", MINI, "0.000000001"))
        .isInstanceOf(BudgetExceeded.class);
    ledger.settle(ledger.hold("ada", "", "exercise-hints", "0"), "0");
    ledger.overrides.clear("platform", "", "eve");
    ledger.hold("ada", "", MINI, "1");
  }

  @Test
  void anOperatorLiftsAndSetsALearnersLimit() {
    BookedLedger ledger = ledger(CostConfig.Limits.NONE, daily("0.10"));
    ledger.overrides.set("learner", "ada", override(null), "eve");
    ledger.hold("ada", "", MINI, "5");
    assertThatThrownBy(() -> ledger.hold("bob", "", MINI, "5")).isInstanceOf(ApiException.class);
    ledger.overrides.set("learner", "bob", override("6"), "eve");
    ledger.hold("bob", "", MINI, "5");
    assertThat(ledger.number("SELECT COUNT(*) FROM budget_override WHERE set_by = 'eve'"))
        .isEqualTo(2);
  }

  @Test
  void aWindowThatIsNearlySpentIsToldOnceToOperators() {
    BookedLedger ledger = ledger(daily("1"), soft("0.5"));
    CollectorRegistry registry = new CollectorRegistry();
    CostMetrics metrics = new CostMetrics(new Metrics(registry), true);
    BudgetWarnings warnings =
        new BudgetWarnings(ledger.database, ledger.policy, ledger.ledger, metrics, clock);
    ledger.spend("ada", MINI, "0.39");
    assertThat(warnings.look()).isZero();
    ledger.spend("ada", MINI, "0.01");
    assertThat(warnings.look()).as("80 % of ada's").isEqualTo(1);
    ledger.spend("bob", MINI, "0.4");
    assertThat(warnings.look()).as("bob's and the platform's").isEqualTo(2);
    ledger.spend("ada", MINI, "0.01");
    assertThat(warnings.look()).isZero();
    ledger.overrides.set("platform", "", override("2"), "eve");
    assertThat(warnings.look()).isZero();
    ledger.spend("ada", MINI, "0.8");
    assertThat(warnings.look()).as("the raised limit is nearly spent too").isEqualTo(1);
    clock.advance(Duration.ofDays(1));
    assertThat(warnings.look()).isZero();
  }

  @Test
  void aCallThatCostsMoreThanItsHoldIsBookedAndCounted() {
    BookedLedger ledger = ledger(daily("1"), CostConfig.Limits.NONE);
    Hold hold = ledger.hold("ada", "", MINI, "0.10");
    ledger.settle(hold, "0.11");
    assertThat(ledger.ledger.overruns()).isEqualTo(1);
    assertThat(ledger.number("SELECT cost_nanos FROM llm_call")).isEqualTo(110_000_000);
    ledger.spend("ada", MINI, "0.10");
    assertThat(ledger.ledger.overruns()).isEqualTo(1);
  }

  /** Fault 31. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 1, -24, 24})
  void aClockThatStepsDoesNotResetAWindow(long hours) {
    BookedLedger ledger = ledger(daily("1"), CostConfig.Limits.NONE);
    ledger.spend("ada", MINI, "0.9");
    Hold over = ledger.hold("ada", "", MINI, "0.1");
    clock.advance(Duration.ofHours(hours));
    ledger.settle(over, "0.1");
    clock.advance(Duration.ofHours(-hours));
    assertThatThrownBy(() -> ledger.hold("ada", "", MINI, "0.01"))
        .isInstanceOf(BudgetExceeded.class);
    assertThat(
            ledger.number(
                "SELECT spent_nanos FROM budget_window WHERE scope = 'platform' AND model = ''"
                    + " AND period = 'daily' AND window_start = '2026-11-24'"))
        .isEqualTo(1_000_000_000);
    assertThat(ledger.number("SELECT SUM(held_nanos) FROM budget_window")).isZero();
  }

  /** Zurich's clocks go forward on 29 March and back on 25 October 2026. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-28T12:00:00Z, 2026-03-28T23:00:00Z, PT24H",
    "2026-03-29T12:00:00Z, 2026-03-29T22:00:00Z, PT23H",
    "2026-10-25T12:00:00Z, 2026-10-25T23:00:00Z, PT25H",
    "2026-10-24T22:30:00Z, 2026-10-25T23:00:00Z, PT25H"
  })
  void daysOfClockChangesResetAtMidnightOfTheZone(Instant now, Instant resets, Duration length) {
    LocalDate day = LocalDate.ofInstant(now, ZONE);
    BudgetPolicy policy = new BudgetPolicy(CostConfig.Budgets.of(null, null, null), ZONE);
    BudgetWindow.Key key = new BudgetWindow.Key("platform", "", "", "daily");
    BudgetWindow window = policy.window(key, day, Map.of());
    assertThat(window.resetsAt()).isEqualTo(resets);
    assertThat(Duration.between(window.start().atStartOfDay(ZONE).toInstant(), resets))
        .isEqualTo(length);
  }

  /** Fault 11, without HTTP: the budget is for exactly ten. */
  @Test
  void ofAHundredHoldsAtOnceExactlyThoseThatFitAreMade() {
    BookedLedger ledger = ledger(daily("1"), CostConfig.Limits.NONE);
    List<Boolean> made =
        parallel(100, i -> isMade(() -> ledger.hold("learner-" + i % 7, "", MINI, "0.1")));
    assertThat(made).filteredOn(yes -> yes).hasSize(10);
    assertThat(ledger.number("SELECT COUNT(*) FROM llm_call")).isEqualTo(10);
  }

  /** Whatever the others do, their holds never come to more than the rest of the budget. */
  @Test
  void aCallThatFitsIsNotRefusedWhileOthersAreSettled() {
    BookedLedger ledger = ledger(daily("1"), CostConfig.Limits.NONE);
    // Eight at a time, each held at a tenth: there is always room for them and what they cost.
    List<Boolean> made =
        parallel(
            400,
            i ->
                isMade(
                    () -> {
                      Hold hold = ledger.hold("learner-" + i % 7, "", MINI, "0.1");
                      if (i % 3 == 0) {
                        ledger.release(hold);
                      } else {
                        ledger.settle(hold, "0.0007");
                      }
                    }));
    assertThat(made).containsOnly(true);
  }

  private static boolean isMade(Runnable work) {
    try {
      work.run();
      return true;
    } catch (BudgetExceeded e) {
      return false;
    }
  }

  private static List<Boolean> parallel(int times, IntFunction<Boolean> work) {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Boolean>> futures =
          IntStream.range(0, times)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> work.apply(i), threads))
              .toList();
      return futures.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdownNow();
    }
  }
}
