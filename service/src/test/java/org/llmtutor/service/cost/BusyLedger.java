package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerVerification;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.LateWrites;
import org.llmtutor.service.llm.TokenUsage;

/** A ledger in every state that it can be in, over two months and a change of prices. */
final class BusyLedger {

  static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");
  static final Duration LEASE = Duration.ofSeconds(90);

  /** Late on 30 November in Auckland. */
  static final String START = "2026-11-30T10:30:00Z";

  static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 30);

  private final Database database;
  private final MutableClock clock;
  private final CostConfig config =
      CostConfig.with(
          new CostConfig.Budgets(
              CostConfig.Limits.of(new BigDecimal("50"), null),
              CostConfig.Limits.of(null, new BigDecimal("20")),
              CostConfig.Limits.of(new BigDecimal("9"), null)));
  private final Ledger ledger;

  BusyLedger(Database database, MutableClock clock) {
    this.database = database;
    this.clock = clock;
    ledger = new Ledger(database, new LateWrites(database, 10), config, clock, ZONE);
  }

  CostConfig config() {
    return config;
  }

  /** Calls before and after midnight, with and without a class, of every outcome. */
  void fill() {
    for (int i = 0; i < 12; i++) {
      String learner = "learner-" + i % 3;
      String school = i % 2 == 0 ? "7b" : "";
      settle(hold(learner, school, "key-" + i), usage(i), i % 4 == 3, null);
      if (i == 6) {
        clock.advance(Duration.ofHours(1));
      }
    }
    settle(hold("learner-0", "7b", "key-broken"), usage(1), false, "stream_broken");
    settle(hold("learner-0", "7b", "key-broken"), usage(1), false, null);
    ledger.release(hold("learner-1", "", null), "rate_limited", Duration.ofMillis(5));
    ledger.markUnknown(hold("learner-2", "7b", null), "timeout", Duration.ofSeconds(60));
    hold("learner-2", "", null);
  }

  private static TokenUsage usage(int i) {
    return i % 3 == 0
        ? TokenUsage.of(100 + i, 20)
        : new TokenUsage(100L + i, 7L, null, 5L, 30L, 0L);
  }

  Hold hold(String learner, String school, @Nullable String key) {
    CallContext context =
        new CallContext(learner, "u" + learner, school, "c1", "loops", "chat", "r-" + key, key);
    Price price = PriceBook.packaged().find("openai", "gpt-4o-mini", clock.instant()).orElseThrow();
    return ledger.hold(context, "openai", "gpt-4o-mini", price, Usd.parse("0.01"), 1, LEASE);
  }

  void settle(Hold hold, TokenUsage usage, boolean estimated, @Nullable String error) {
    Usd cost = hold.cost(usage, null);
    String basis = estimated ? Settlement.ESTIMATED : Settlement.COMPUTED;
    ledger.settle(
        hold, new Settlement(usage, cost, basis, Duration.ofMillis(9), null, "stop", error, null));
  }

  LedgerVerification verify() {
    return verify(FIRST_DAY.withDayOfMonth(1), FIRST_DAY.plusDays(2));
  }

  LedgerVerification verify(LocalDate from, LocalDate to) {
    return verifier(database, config, clock).verify(from, to, (day, days, rows) -> {});
  }

  static LedgerVerifier verifier(Database database, CostConfig config, Clock clock) {
    LedgerConfig small = LedgerConfig.of(null, 5, null, 3, null);
    return new LedgerVerifier(database, small, config, PriceBook.packaged(), clock, ZONE);
  }

  static LedgerVerification.Check check(LedgerVerification report, String id) {
    return report.checks().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  static List<String> failed(LedgerVerification report) {
    return report.checks().stream()
        .filter(check -> !check.status().equals("ok"))
        // A server looks after its own files.
        .filter(check -> !check.status().equals("skipped"))
        .map(check -> check.id() + " " + check.status())
        .toList();
  }
}
