package org.llmtutor.service.cost;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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

  /**
   * Adds holds to all their windows at once.
   *
   * @throws Refused when they do not all fit; then some windows have them already
   */
  void takeAll(Handle handle, List<Hold> holds) {
    Map<BudgetWindow.Key, BudgetLimit> overrides = overrides(handle, holds);
    SortedMap<BudgetWindow, Usd> amounts = new TreeMap<>(BudgetWindow.ORDER);
    for (Hold hold : holds) {
      windows(hold, hold.day(), overrides)
          .forEach(window -> amounts.merge(window, hold.amount(), Usd::plus));
    }
    if (!BudgetDao.hold(handle, amounts)) {
      throw new Refused();
    }
  }

  /** Adds a hold to one window after the other, so that a refusal names the first that is full. */
  void takeInOrder(Handle handle, Hold hold) {
    for (BudgetWindow window : windows(handle, hold.context(), hold.model(), hold.day())) {
      SortedMap<BudgetWindow, Usd> alone = new TreeMap<>(BudgetWindow.ORDER);
      alone.put(window, hold.amount());
      if (!BudgetDao.hold(handle, alone)) {
        throw new BudgetExceeded(window, clock.instant());
      }
    }
  }

  private static Map<BudgetWindow.Key, BudgetLimit> overrides(Handle handle, List<Hold> holds) {
    Set<String> classes = new TreeSet<>();
    Set<String> learners = new TreeSet<>();
    for (Hold hold : holds) {
      classes.add(hold.context().classCode());
      learners.add(hold.context().learnerId());
    }
    return BudgetOverrideDao.find(handle, classes, learners);
  }

  private List<BudgetWindow> windows(
      Hold hold, LocalDate day, Map<BudgetWindow.Key, BudgetLimit> overrides) {
    CallContext caller = hold.context();
    return policy.windows(caller.classCode(), caller.learnerId(), hold.model(), day, overrides);
  }

  /** What a call's hold becomes: so much was spent, the rest is free. */
  record Move(Hold hold, Usd spent) {}

  /** Takes holds back from all their windows and books what was spent instead. */
  void move(Handle handle, List<Move> moves) {
    SortedMap<BudgetWindow, BudgetDao.Move> amounts = new TreeMap<>(BudgetWindow.ORDER);
    for (Move move : moves) {
      BudgetDao.Move amount = new BudgetDao.Move(move.hold().amount(), move.spent());
      windows(move.hold(), move.hold().day(), Map.of())
          .forEach(window -> amounts.merge(window, amount, BudgetDao.Move::plus));
    }
    BudgetDao.move(handle, amounts);
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

  /** Which budget a learner is told of, and what. */
  record Told(BudgetWindow window, BudgetState state) {}

  private static final Comparator<Told> MOST_URGENT =
      Comparator.comparing((Told told) -> !told.state().warning())
          .thenComparing(told -> !told.window().isHard())
          .thenComparing(told -> told.state().remainingUsd());

  /**
   * The budget to tell with each reply: one that is nearly used up before others, a hard one before
   * soft ones, then the one with the least left.
   */
  List<Optional<Told>> tell(Handle handle, List<Hold> holds, LocalDate today) {
    Map<BudgetWindow.Key, BudgetLimit> overrides = overrides(handle, holds);
    List<List<BudgetWindow>> limited = new ArrayList<>();
    for (Hold hold : holds) {
      limited.add(
          windows(hold, today, overrides).stream().filter(BudgetWindow::isLimited).toList());
    }
    Map<BudgetDao.Key, BudgetDao.Balance> balances =
        BudgetDao.balancesOf(handle, limited.stream().flatMap(List::stream).distinct().toList());
    List<Optional<Told>> told = new ArrayList<>();
    for (int i = 0; i < holds.size(); i++) {
      told.add(mostUrgent(holds.get(i), limited.get(i), balances));
    }
    return told;
  }

  private static Optional<Told> mostUrgent(
      Hold hold, List<BudgetWindow> limited, Map<BudgetDao.Key, BudgetDao.Balance> balances) {
    return filled(limited, balances)
        .map(filled -> new Told(filled.window(), filled.state(isNearlySpent(filled, hold))))
        .min(MOST_URGENT);
  }

  /** So much is spent, or another call like this one may not fit. */
  private static boolean isNearlySpent(Filled filled, Hold hold) {
    BudgetWindow window = filled.window();
    return window.isNearlySpent(filled.balance())
        || (window.isHard() && window.remaining(filled.balance()).compareTo(hold.amount()) < 0);
  }

  /**
   * With a sentence the first time that a learner is told of a window that is nearly used up; notes
   * that it was told.
   */
  Told withNotice(Handle handle, Hold hold, Told told) {
    BudgetState state = told.state();
    boolean first =
        state.warning()
            && BudgetNoticeDao.tell(
                handle, hold.context().learnerId(), told.window(), clock.instant());
    return first
        ? new Told(told.window(), state.withNotice(BudgetWords.warning(told.window(), state)))
        : told;
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
    return filled(limited, BudgetDao.balancesOf(handle, limited)).toList();
  }

  private static Stream<Filled> filled(
      List<BudgetWindow> windows, Map<BudgetDao.Key, BudgetDao.Balance> balances) {
    return windows.stream()
        .map(
            window ->
                new Filled(
                    window,
                    balances.getOrDefault(BudgetDao.Key.of(window), BudgetDao.Balance.EMPTY)));
  }

  /** At least one window has less left; rolls back what others hold already. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused() {
      super("a budget has less left", null, false, false);
    }
  }
}
