package org.llmtutor.service.cost;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.BudgetState;
import org.llmtutor.prices.Price;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.DatabaseException;
import org.llmtutor.service.database.LateWrites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The book of every provider attempt: a row is durable before the call, and its outcome is durable
 * before the learner is told. Budgets are kept in the same transactions, so they cannot be overrun
 * by calls at the same time. Safe for concurrent use.
 *
 * <p>A row goes from {@code held} to {@code settled} (cost known or estimated), {@code released}
 * (the provider did not work on it) or {@code unknown} (it may have; the hold stays in the budget).
 */
public final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final ExhaustedBudgets exhausted = new ExhaustedBudgets();
  private final Database database;
  private final LateWrites late;
  private final BudgetBook budgets;
  private final HoldWork holds;
  private final SettleWork settlements;
  private final Clock clock;
  private final ZoneId zone;
  private final LongAdder overruns = new LongAdder();
  private final Map<String, LongAdder> refusals =
      BudgetPolicy.SCOPES.stream()
          .collect(Collectors.toUnmodifiableMap(scope -> scope, scope -> new LongAdder()));

  Ledger(Database database, LateWrites late, CostConfig config, Clock clock, ZoneId zone) {
    this.database = database;
    this.late = late;
    this.budgets = new BudgetBook(new BudgetPolicy(config.budgets(), zone), clock);
    this.holds = new HoldWork(budgets);
    this.settlements = new SettleWork(budgets, clock, zone);
    this.clock = clock;
    this.zone = zone;
  }

  /** The current day in the platform's zone. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /**
   * Sets the worst case aside in every window, all or nothing.
   *
   * @throws BudgetExceeded 429 with {@code resets_at} when a window has less left; nothing is kept
   *     of the attempt, and whoever gives up counts it with {@link #refused}
   */
  Hold hold(
      CallContext context,
      String provider,
      String model,
      Price price,
      Usd amount,
      int attempt,
      Duration lease) {
    Instant now = price.at();
    LocalDate day = LocalDate.ofInstant(now, zone);
    Hold hold =
        new Hold(
            UlidCreator.getMonotonicUlid().toString(),
            context,
            provider,
            model,
            amount,
            price,
            day,
            now);
    HoldWork.Request request = new HoldWork.Request(hold, attempt, now.plus(lease));
    try {
      return kept(hold, () -> database.write(holds, request));
    } catch (BudgetBook.Refused e) {
      // Which window it was is asked only now; should there be room by now, the hold is made.
      return kept(hold, () -> database.write(handle -> takeInOrder(handle, request)));
    }
  }

  private Hold takeInOrder(Handle handle, HoldWork.Request request) {
    budgets.takeInOrder(handle, request.hold());
    LedgerDao.insertHolds(handle, List.of(request));
    return request.hold();
  }

  private Hold kept(Hold hold, Supplier<Hold> write) {
    try {
      return write.get();
    } catch (DatabaseException.Unavailable e) {
      throw e;
    } catch (DatabaseException e) {
      // It may be written yet, and nobody will make the call that it is for.
      late.later(handle -> free(handle, hold, "not_called", Duration.ZERO));
      throw e;
    }
  }

  /**
   * Books what the attempt cost, later when the database is away: then the result is empty.
   * Settling twice changes nothing. Returns the tightest budget of a next call.
   */
  Optional<BudgetState> settle(Hold hold, Settlement settlement) {
    return settle(hold, settlement, (handle, budget) -> {});
  }

  /**
   * The same, together with what else must be written when and only when the cost is: all of it or
   * nothing. {@code more} gets the budget that is returned, and is idempotent.
   */
  Optional<BudgetState> settle(
      Hold hold, Settlement settlement, BiConsumer<Handle, Optional<BudgetState>> more) {
    if (settlement.cost().compareTo(hold.amount()) > 0) {
      overruns.increment();
      LOG.error(
          "call {} cost {}, more than the {} that were held: {} counted more tokens than its prompt has bytes or its reply may have",
          hold.id(),
          settlement.cost(),
          hold.amount(),
          hold.provider());
    }
    return late.write(settlements, new SettleWork.Request(hold, settlement, more))
        .flatMap(Function.identity())
        .map(BudgetBook.Told::state);
  }

  /** Frees the hold of an attempt that the provider did not work on. */
  void release(Hold hold, String errorType, Duration latency) {
    late.write(handle -> free(handle, hold, errorType, latency));
  }

  private Hold free(Handle handle, Hold hold, String errorType, Duration latency) {
    if (LedgerDao.end(handle, hold.id(), "released", errorType, latency, clock.instant())) {
      budgets.move(handle, List.of(new BudgetBook.Move(hold, Usd.ZERO)));
    }
    return hold;
  }

  /** Keeps the hold of an attempt whose cost cannot be known, as exposure. */
  void markUnknown(Hold hold, String errorType, Duration latency) {
    late.write(
        handle -> LedgerDao.end(handle, hold.id(), "unknown", errorType, latency, clock.instant()));
  }

  /** Turns holds past their lease into unknown cost; returns how many. */
  int expire() {
    return database.write(handle -> LedgerDao.expire(handle, clock.instant()));
  }

  /** The budgets a learner's next call would fall in, those with a limit. */
  List<BudgetState> budgets(String classCode, String learnerId) {
    return database.read(handle -> budgets.states(handle, classCode, learnerId, today()));
  }

  /** The hard window with the largest used share that a call of a model would fall in now. */
  Optional<BudgetBook.Filled> tightest(CallContext caller, String model) {
    return database.read(handle -> budgets.tightest(handle, caller, model, today()));
  }

  /** Takes one of the exchanges of grace of a learner who was not warned of a full window. */
  boolean takeGrace(String learnerId, BudgetExceeded refusal, int most) {
    return most > 0
        && database.write(
            handle ->
                BudgetNoticeDao.takeGrace(
                    handle, learnerId, refusal.window(), most, clock.instant()));
  }

  /** Counts a call that is not made; returns the refusal, to be thrown. */
  BudgetExceeded refused(BudgetExceeded refusal) {
    countRefusal(refusal.window());
    return refusal;
  }

  /** Counts a call that is not made because of a window. */
  void countRefusal(BudgetWindow window) {
    requireNonNull(refusals.get(window.key().scope())).increment();
    exhausted.refused(window);
  }

  /** How many calls were refused since the start, by the scope of the budget that was used up. */
  Map<List<String>, Double> refusals() {
    return refusals.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> List.of(entry.getKey()), entry -> entry.getValue().doubleValue()));
  }

  /** How many calls cost more than was held for them since the start. */
  double overruns() {
    return overruns.sum();
  }
}
