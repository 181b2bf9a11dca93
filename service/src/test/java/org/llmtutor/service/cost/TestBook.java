package org.llmtutor.service.cost;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.llmtutor.api.CostReport;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.database.LateWrites;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.llm.TokenUsage;

/** A ledger with calls in it, and reports on them. */
final class TestBook implements AutoCloseable {

  private final MutableClock clock;
  private final TestDatabase database;
  private final Ledger ledger;
  private final CostReports reports;
  private String model = "gpt-4o-mini";
  private String exercise = "loops-easy";

  TestBook(Path folder, String now, String zone) {
    clock = new MutableClock(now);
    database = new TestDatabase(folder);
    CostConfig config = CostConfig.with(CostConfig.Budgets.of(null, null, null));
    ZoneId id = ZoneId.of(zone);
    ledger = new Ledger(database, new LateWrites(database, 10), config, clock, id);
    reports = new CostReports(database, config, clock, id);
  }

  TestDatabase database() {
    return database;
  }

  Ledger ledger() {
    return ledger;
  }

  /** It is this instant from now on. */
  TestBook at(String instant) {
    clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
    return this;
  }

  /** Further calls are of this model. */
  TestBook model(String name) {
    model = name;
    return this;
  }

  /** Further calls are about this exercise. */
  TestBook exercise(String id) {
    exercise = id;
    return this;
  }

  TestBook call(String learner, String classCode, String usd) {
    return call(learner, classCode, usd, Settlement.COMPUTED, true);
  }

  TestBook call(String learner, String classCode, String usd, String basis, boolean reply) {
    Settlement settlement =
        new Settlement(
            TokenUsage.of(10, 20),
            Usd.parse(usd),
            basis,
            Duration.ofMillis(5),
            null,
            "stop",
            reply ? null : "timeout");
    ledger.settle(hold(learner, classCode, usd), settlement);
    return this;
  }

  TestBook unknown(String learner, String classCode, String usd) {
    ledger.markUnknown(hold(learner, classCode, usd), "timeout", Duration.ZERO);
    return this;
  }

  private Hold hold(String learner, String classCode, String usd) {
    CallContext context =
        new CallContext(learner, "u", classCode, "c", exercise, "chat", "request", null);
    Price price = PriceBook.packaged().find("openai", "gpt-4o-mini", clock.instant()).orElseThrow();
    return ledger.hold(context, "openai", model, price, Usd.parse(usd), 1, Duration.ofSeconds(90));
  }

  TestBook solved(String learner, String exerciseId) {
    boolean unused =
        database.write(
            handle ->
                handle.execute(
                        """
                        /* test.solved */
                        INSERT INTO exercise_completion (learner_id, exercise_id, language,
                          difficulty, verified, completed_at)
                        VALUES (?, ?, 'python', 'easy', 1, ?)
                        """,
                        learner,
                        exerciseId,
                        clock.instant().toEpochMilli())
                    == 1);
    return this;
  }

  /** Today and the days before, so many together. */
  Days days(int count) {
    return Days.until(ledger.today(), count);
  }

  CostReport report(Question question) {
    return reports.report(question);
  }

  CostReport report(int days, Dimension... by) {
    return report(Question.of(days(days), List.of(by)));
  }

  @Override
  public void close() {
    database.close();
  }
}
