package org.llmtutor.service.cost;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.BudgetState;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.DatabaseException;
import org.llmtutor.service.database.LateWrites;
import org.llmtutor.service.http.ApiException;

/**
 * The book of every provider attempt: a row is durable before the call, and its outcome is durable
 * before the learner is told. Budgets are kept in the same transactions, so they cannot be overrun
 * by calls at the same time. Safe for concurrent use.
 *
 * <p>A row goes from {@code held} to {@code settled} (cost known or estimated), {@code released}
 * (the provider did not work on it) or {@code unknown} (it may have; the hold stays in the budget).
 */
public final class Ledger {

  private final Database database;
  private final LateWrites late;
  private final BudgetPolicy policy;
  private final Clock clock;
  private final ZoneId zone;
  private final Map<String, LongAdder> refusals =
      BudgetPolicy.SCOPES.stream()
          .collect(Collectors.toUnmodifiableMap(scope -> scope, scope -> new LongAdder()));

  Ledger(Database database, LateWrites late, CostConfig config, Clock clock, ZoneId zone) {
    this.database = database;
    this.late = late;
    this.policy = new BudgetPolicy(config.budgets(), zone);
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
   * @throws ApiException 429 {@code budget_exceeded} with {@code resets_at} when a window has less
   *     left; nothing is kept of the attempt
   */
  Hold hold(
      CallContext context,
      String provider,
      String model,
      Price price,
      Usd amount,
      int attempt,
      Duration lease) {
    Instant now = clock.instant();
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
    List<BudgetWindow> windows = windows(hold);
    Instant leaseUntil = now.plus(lease);
    try {
      return insert(hold, attempt, leaseUntil, handle -> addToAll(handle, windows, amount));
    } catch (Refused e) {
      // Which window it was is asked only now; should there be room by now, the hold is made.
      return insert(hold, attempt, leaseUntil, handle -> addInOrder(handle, windows, amount));
    }
  }

  private Hold insert(Hold hold, int attempt, Instant leaseUntil, Consumer<Handle> add) {
    try {
      return database.write(
          handle -> {
            add.accept(handle);
            LedgerDao.insertHold(handle, hold, attempt, leaseUntil);
            return hold;
          });
    } catch (DatabaseException.Unavailable e) {
      throw e;
    } catch (DatabaseException e) {
      // It may be written yet, and nobody will make the call that it is for.
      late.later(handle -> free(handle, hold, "not_called", Duration.ZERO));
      throw e;
    }
  }

  private static void addToAll(Handle handle, List<BudgetWindow> windows, Usd amount) {
    if (!BudgetDao.hold(handle, windows, amount)) {
      throw new Refused();
    }
  }

  private void addInOrder(Handle handle, List<BudgetWindow> windows, Usd amount) {
    for (BudgetWindow window : windows) {
      if (!BudgetDao.hold(handle, List.of(window), amount)) {
        throw exceeded(window);
      }
    }
  }

  /**
   * Books what the attempt cost, later when the database is away: then the result is empty.
   * Settling twice changes nothing. Returns the tightest budget of a next call.
   */
  Optional<BudgetState> settle(Hold hold, Settlement settlement) {
    return late.write(
            handle -> {
              if (LedgerDao.settle(handle, hold, settlement, clock.instant())) {
                BudgetDao.move(handle, windows(hold), hold.amount(), settlement.cost());
                LedgerDao.addToRollup(handle, hold, settlement);
              }
              CallContext caller = hold.context();
              return tightest(
                  states(handle, policy.windows(caller.classCode(), caller.learnerId(), today())));
            })
        .flatMap(Function.identity());
  }

  /** Frees the hold of an attempt that the provider did not work on. */
  void release(Hold hold, String errorType, Duration latency) {
    late.write(handle -> free(handle, hold, errorType, latency));
  }

  private Hold free(Handle handle, Hold hold, String errorType, Duration latency) {
    if (LedgerDao.end(handle, hold.id(), "released", errorType, latency, clock.instant())) {
      BudgetDao.move(handle, windows(hold), hold.amount(), Usd.ZERO);
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
    List<BudgetWindow> windows = policy.windows(classCode, learnerId, today());
    return database.read(handle -> states(handle, windows));
  }

  private List<BudgetWindow> windows(Hold hold) {
    return policy.windows(hold.context().classCode(), hold.context().learnerId(), hold.day());
  }

  private static List<BudgetState> states(Handle handle, List<BudgetWindow> windows) {
    List<BudgetWindow> limited = windows.stream().filter(window -> window.limit() != null).toList();
    List<BudgetDao.Balance> balances = BudgetDao.balances(handle, limited);
    return IntStream.range(0, limited.size())
        .mapToObj(i -> state(limited.get(i), balances.get(i)))
        .toList();
  }

  private static BudgetState state(BudgetWindow window, BudgetDao.Balance balance) {
    Usd limit = requireNonNull(window.limit(), "only windows with a limit have a state");
    Usd remaining = limit.minus(balance.used()).max(Usd.ZERO);
    return new BudgetState(
        window.scope(),
        window.period(),
        limit.toDecimal(),
        remaining.toDecimal(),
        window.resetsAt());
  }

  private static Optional<BudgetState> tightest(List<BudgetState> states) {
    return states.stream().min(Comparator.comparing(BudgetState::remainingUsd));
  }

  /** How many calls were refused since the start, by the scope of the budget that was used up. */
  Map<List<String>, Double> refusals() {
    return refusals.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> List.of(entry.getKey()), entry -> entry.getValue().doubleValue()));
  }

  private ApiException exceeded(BudgetWindow window) {
    requireNonNull(refusals.get(window.scope())).increment();
    String whose =
        switch (window.scope()) {
          case "learner" -> "Your";
          case "class" -> "Your class's";
          default -> "The platform's";
        };
    Duration wait = Duration.between(clock.instant(), window.resetsAt());
    return new ApiException(
        429,
        "budget_exceeded",
        "%s %s budget for the tutor is used up. Exercises still work; the tutor answers again after the reset."
            .formatted(whose, window.period()),
        window.resetsAt(),
        wait);
  }

  /** At least one window has less left; rolls back what others hold already. */
  private static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused() {
      super("a budget has less left", null, false, false);
    }
  }
}
