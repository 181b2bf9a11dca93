package org.llmtutor.service.cost;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.llmtutor.api.BudgetState;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.database.LateWrites;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.llm.TokenUsage;

/** A real ledger with the words that tests of budgets need. */
final class BookedLedger implements AutoCloseable {

  static final Duration LEASE = Duration.ofSeconds(90);
  static final String MODEL = "gpt-4o-mini";

  final TestDatabase database;
  final Ledger ledger;
  final BudgetPolicy policy;
  final BudgetOverrides overrides;
  private final Clock clock;

  BookedLedger(Path directory, CostConfig.Budgets budgets, Clock clock, ZoneId zone) {
    this.clock = clock;
    database = new TestDatabase(directory);
    LateWrites late = new LateWrites(database, 10);
    ledger = new Ledger(database, late, CostConfig.with(budgets), clock, zone);
    policy = new BudgetPolicy(budgets, zone);
    overrides = new BudgetOverrides(database, policy, ledger, clock);
  }

  Hold hold(String learner, String classCode, String model, String dollars) {
    CallContext context =
        new CallContext(learner, "u" + learner, classCode, "c1", "", "chat", "request-1", null);
    Price price = PriceBook.packaged().find("openai", MODEL, clock.instant()).orElseThrow();
    return ledger.hold(context, "openai", model, price, Usd.parse(dollars), 1, LEASE);
  }

  Optional<BudgetState> settle(Hold hold, String dollars) {
    Usd cost = Usd.parse(dollars);
    return ledger.settle(
        hold,
        new Settlement(
            TokenUsage.of(10, 20),
            cost,
            "computed",
            Duration.ofMillis(5),
            null,
            "stop",
            null,
            null));
  }

  /** Holds and settles at once. */
  Optional<BudgetState> spend(String learner, String model, String dollars) {
    return settle(hold(learner, "", model, dollars), dollars);
  }

  /** Takes the hold back. */
  void release(Hold hold) {
    ledger.release(hold, "rate_limited", Duration.ZERO);
  }

  long number(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    database.close();
  }
}
