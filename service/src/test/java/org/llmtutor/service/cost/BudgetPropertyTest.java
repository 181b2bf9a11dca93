package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jdbi.v3.core.Handle;

/** Whatever calls do: hard windows are never overrun, and windows are the sums of the rows. */
class BudgetPropertyTest {

  private static final String[] LEARNERS = {"ada", "bob", "cid"};
  private static final String[] CLASSES = {"7b", "7b", ""};
  private static final String[] MODELS = {"gpt-4o-mini", "gpt-5.6-sol"};

  private static final long PLATFORM = 100;
  private static final long CLASS = 60;
  private static final long LEARNER = 50;
  private static final long SOL_OF_A_LEARNER = 20;

  private static final CostConfig.Budgets BUDGETS =
      CostConfig.Budgets.of(
          hard(PLATFORM),
          hard(CLASS),
          CostConfig.Limits.of(
              cents(LEARNER),
              null,
              Map.of(MODELS[1], CostConfig.ModelLimits.of(cents(SOL_OF_A_LEARNER), null))));

  private static CostConfig.Limits hard(long cents) {
    return CostConfig.Limits.of(cents(cents), null, null);
  }

  private static BudgetLimit cents(long cents) {
    return BudgetLimit.hard(BigDecimal.valueOf(cents, 2));
  }

  /** One thing that happens. */
  record Step(int kind, int learner, int model, int cents, int pick) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(0, 1_000))
        .as(Step::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(60);
  }

  @Property(tries = 15)
  void hardWindowsHoldAndAreTheSumsOfTheirRows(@ForAll("steps") List<Step> steps)
      throws IOException {
    Path directory = Files.createTempDirectory("budgets");
    MutableClock clock = new MutableClock("2026-11-24T10:00:00Z");
    try (BookedLedger ledger = new BookedLedger(directory, BUDGETS, clock, ZoneOffset.UTC)) {
      Model model = new Model();
      List<Hold> open = new ArrayList<>();
      for (Step step : steps) {
        play(step, ledger, model, open, clock);
      }
      assertThat(ledger.database.read(BudgetPropertyTest::windows)).isEqualTo(model.windows());
      assertThat(ledger.database.read(BudgetPropertyTest::rows)).isEqualTo(model.windows());
    } finally {
      delete(directory);
    }
  }

  private static void play(
      Step step, BookedLedger ledger, Model model, List<Hold> open, MutableClock clock) {
    if (step.kind() <= 2) {
      boolean fits = model.fits(step);
      try {
        String dollars = BigDecimal.valueOf(step.cents(), 2).toPlainString();
        open.add(
            ledger.hold(
                LEARNERS[step.learner()], CLASSES[step.learner()], MODELS[step.model()], dollars));
        assertThat(fits).as("made, so it has to fit").isTrue();
        model.add(step, step.cents(), 0);
      } catch (BudgetExceeded e) {
        assertThat(fits).as("refused, so it must not fit").isFalse();
      }
    } else if (!open.isEmpty() && step.kind() <= 4) {
      Hold hold = open.remove(step.pick() % open.size());
      long held = hold.amount().nanos() / 10_000_000;
      long cost = step.kind() == 3 ? held * step.cents() / 30 : 0;
      if (step.kind() == 3) {
        ledger.settle(hold, BigDecimal.valueOf(cost, 2).toPlainString());
      } else {
        ledger.release(hold);
      }
      model.add(hold, -held, cost);
    } else {
      // Open holds become unknown, and still count; some are settled later all the same.
      clock.advance(Duration.ofSeconds(step.pick() / 10));
      ledger.ledger.expire();
    }
  }

  /** Spent and held by learner and model in cents. */
  private static final class Model {

    private final Map<List<Integer>, long[]> books = new HashMap<>();

    void add(Step step, long held, long spent) {
      add(step.learner(), step.model(), held, spent);
    }

    void add(Hold hold, long held, long spent) {
      int learner = List.of(LEARNERS).indexOf(hold.context().learnerId());
      add(learner, List.of(MODELS).indexOf(hold.model()), held, spent);
    }

    private void add(int learner, int model, long held, long spent) {
      long[] book = books.computeIfAbsent(List.of(learner, model), key -> new long[2]);
      book[0] += spent;
      book[1] += held;
    }

    boolean fits(Step step) {
      int learner = step.learner();
      if (step.cents() == 0) {
        return true;
      }
      boolean inClass = !CLASSES[learner].isEmpty();
      return used(i -> true, m -> true) + step.cents() <= PLATFORM
          && (!inClass
              || used(i -> CLASSES[i].equals(CLASSES[learner]), m -> true) + step.cents() <= CLASS)
          && used(i -> i == learner, m -> true) + step.cents() <= LEARNER
          && (step.model() == 0
              || used(i -> i == learner, m -> m == 1) + step.cents() <= SOL_OF_A_LEARNER);
    }

    private long used(IntPredicate learner, IntPredicate model) {
      return books.entrySet().stream()
          .filter(book -> learner.test(book.getKey().get(0)) && model.test(book.getKey().get(1)))
          .mapToLong(book -> book.getValue()[0] + book.getValue()[1])
          .sum();
    }

    /** Every daily window that is not empty: its name, spent and held. */
    List<String> windows() {
      Map<String, long[]> windows = new HashMap<>();
      books.forEach(
          (key, book) -> {
            String learner = LEARNERS[key.get(0)];
            String classCode = CLASSES[key.get(0)];
            for (String model : List.of("", MODELS[key.get(1)])) {
              put(windows, "platform//" + model, book);
              put(windows, "learner/" + learner + "/" + model, book);
              if (!classCode.isEmpty()) {
                put(windows, "class/" + classCode + "/" + model, book);
              }
            }
          });
      return windows.entrySet().stream()
          .filter(w -> w.getValue()[0] + w.getValue()[1] > 0)
          .map(w -> w.getKey() + " " + w.getValue()[0] + " " + w.getValue()[1])
          .sorted()
          .toList();
    }

    private static void put(Map<String, long[]> windows, String name, long[] book) {
      long[] sum = windows.computeIfAbsent(name, key -> new long[2]);
      sum[0] += book[0];
      sum[1] += book[1];
    }
  }

  private static List<String> windows(Handle handle) {
    return handle
        .createQuery(
            """
            /* test.windows */
            SELECT scope || '/' || scope_id || '/' || model || ' '
              || (spent_nanos / 10000000) || ' ' || (held_nanos / 10000000) FROM budget_window
            WHERE period = 'daily' AND spent_nanos + held_nanos > 0
            """)
        .mapTo(String.class)
        .list()
        .stream()
        .sorted()
        .toList();
  }

  /** What the windows have to be, from the rows of calls. */
  private static List<String> rows(Handle handle) {
    return handle
        .createQuery(
            """
            /* test.rows */
            WITH booked AS (
              SELECT learner_id, class_code, model,
                CASE WHEN state = 'settled' THEN cost_nanos ELSE 0 END AS spent,
                CASE WHEN state IN ('held', 'unknown') THEN held_nanos ELSE 0 END AS held
              FROM llm_call
            ), scoped AS (
              SELECT 'platform/' AS name, model, spent, held FROM booked
              UNION ALL SELECT 'learner/' || learner_id, model, spent, held FROM booked
              UNION ALL SELECT 'class/' || class_code, model, spent, held FROM booked
                WHERE class_code <> ''
            ), windows AS (
              SELECT name || '/' || model AS name, spent, held FROM scoped
              UNION ALL SELECT name || '/', spent, held FROM scoped
            )
            SELECT name || ' ' || CAST(SUM(spent) / 10000000 AS BIGINT)
              || ' ' || CAST(SUM(held) / 10000000 AS BIGINT)
            FROM windows GROUP BY name HAVING SUM(spent) + SUM(held) > 0
            """)
        .mapTo(String.class)
        .list()
        .stream()
        .sorted()
        .toList();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
