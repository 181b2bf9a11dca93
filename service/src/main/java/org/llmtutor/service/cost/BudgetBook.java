package org.llmtutor.service.cost;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.BudgetState;

/**
 * Budgets inside the ledger's transactions. The limits are read in the same transaction each time,
 * so that a limit which an operator has changed holds for every call that begins after the change
 * was answered. Safe for concurrent use.
 */
final class BudgetBook {

  private final BudgetPolicy policy;
  private final Clock clock;

  BudgetBook(BudgetPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /** The windows that a call falls in, with the limits of this instant. */
  List<BudgetWindow> windows(Handle handle, CallContext caller, String model, LocalDate day) {
    return policy.windows(
        caller.classCode(),
        caller.learnerId(),
        model,
        day,
        BudgetOverrideDao.find(handle, caller.classCode(), caller.learnerId()));
  }

  /** Adds a hold to all its windows at once. */
  void takeAll(Handle handle, Hold hold) {
    if (!BudgetDao.hold(handle, windows(handle, hold), hold.amount())) {
      throw new Refused();
    }
  }

  /** Adds a hold to one window after the other, so that a refusal names the first that is full. */
  void takeInOrder(Handle handle, Hold hold) {
    for (BudgetWindow window : windows(handle, hold)) {
      if (!BudgetDao.hold(handle, List.of(window), hold.amount())) {
        throw new BudgetExceeded(window, clock.instant());
      }
    }
  }

  private List<BudgetWindow> windows(Handle handle, Hold hold) {
    return windows(handle, hold.context(), hold.model(), hold.day());
  }

  /** Takes a hold back from all its windows and books what was spent instead. */
  void move(Handle handle, Hold hold, Usd spent) {
    CallContext caller = hold.context();
    List<BudgetWindow> windows =
        policy.windows(caller.classCode(), caller.learnerId(), hold.model(), hold.day(), Map.of());
    BudgetDao.move(handle, windows, hold.amount(), spent);
  }

  /** A window and what it holds. */
  record Filled(BudgetWindow window, BudgetDao.Balance balance) {

    BudgetState state(boolean warning) {
      BudgetWindow.Key key = window.key();
      Usd remaining = window.remaining(balance);
      return new BudgetState(
          key.scope(),
          key.model().isEmpty() ? null : key.model(),
          key.period(),
          window.limit().mode(),
          limit().toDecimal(),
          remaining.toDecimal(),
          warning,
          window.resetsAt(),
          null);
    }

    private Usd limit() {
      return requireNonNull(window.limit().amount(), "has a limit");
    }
  }

  /**
   * The budget to tell with a reply: one that is nearly used up before others, a hard one before
   * soft ones, then the one with the least left. The first time that a learner is told of a window
   * that is nearly used up, it has a sentence.
   */
  Optional<BudgetState> tell(Handle handle, Hold hold, LocalDate today) {
    CallContext caller = hold.context();
    List<BudgetWindow> windows = windows(handle, caller, hold.model(), today);
    Comparator<Told> order =
        Comparator.comparing((Told told) -> !told.state().warning())
            .thenComparing(told -> !told.window().isHard())
            .thenComparing(told -> told.state().remainingUsd());
    return filled(handle, windows).stream()
        .map(filled -> new Told(filled.window(), filled.state(isNearlySpent(filled, hold))))
        .min(order)
        .map(told -> withNotice(handle, caller.learnerId(), told));
  }

  private record Told(BudgetWindow window, BudgetState state) {}

  /** So much is spent, or another call like this one may not fit. */
  private static boolean isNearlySpent(Filled filled, Hold hold) {
    BudgetWindow window = filled.window();
    return window.isNearlySpent(filled.balance())
        || (window.isHard() && window.remaining(filled.balance()).compareTo(hold.amount()) < 0);
  }

  private BudgetState withNotice(Handle handle, String learnerId, Told told) {
    BudgetState state = told.state();
    boolean first =
        state.warning() && BudgetNoticeDao.tell(handle, learnerId, told.window(), clock.instant());
    return first ? state.withNotice(BudgetWords.warning(told.window(), state)) : state;
  }

  /** The budgets with a limit that a learner's calls fall in, those of single models included. */
  List<BudgetState> states(Handle handle, String classCode, String learnerId, LocalDate day) {
    Map<BudgetWindow.Key, BudgetLimit> overrides =
        BudgetOverrideDao.find(handle, classCode, learnerId);
    List<BudgetWindow> windows = new ArrayList<>();
    for (String scope : BudgetPolicy.SCOPES) {
      String id = BudgetPolicy.id(scope, classCode, learnerId);
      if (!scope.equals("class") || !id.isEmpty()) {
        windows.addAll(policy.shown(scope, id, day, overrides));
      }
    }
    return filled(handle, windows).stream()
        .map(filled -> filled.state(filled.window().isNearlySpent(filled.balance())))
        .toList();
  }

  /** The hard window of a call with the largest used share, if there is one. */
  Optional<Filled> tightest(Handle handle, CallContext caller, String model, LocalDate day) {
    return filled(handle, windows(handle, caller, model, day)).stream()
        .filter(filled -> filled.window().isHard())
        .max(Comparator.comparing(filled -> filled.window().usedShare(filled.balance())));
  }

  private static List<Filled> filled(Handle handle, List<BudgetWindow> windows) {
    List<BudgetWindow> limited = windows.stream().filter(BudgetWindow::isLimited).toList();
    List<BudgetDao.Balance> balances = BudgetDao.balances(handle, limited);
    List<Filled> filled = new ArrayList<>();
    for (int i = 0; i < limited.size(); i++) {
      filled.add(new Filled(limited.get(i), balances.get(i)));
    }
    return filled;
  }

  /** At least one window has less left; rolls back what others hold already. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused() {
      super("a budget has less left", null, false, false);
    }
  }
}
