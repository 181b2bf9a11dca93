package org.llmtutor.service.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerRow;

/**
 * Budget windows have spent what their settled rows cost, and hold what their open rows hold. Which
 * windows a row falls in is the policy's answer.
 */
final class WindowCheck implements LedgerCheck {

  private final Findings findings;
  private final BudgetPolicy policy;
  private final LocalDate from;
  private final Instant end;
  private final boolean nothingLater;
  private final Map<BudgetDao.Key, Balance> open = new HashMap<>();
  private final TreeSet<String> begunBefore = new TreeSet<>();

  /** What a window says, and what its rows sum up to. */
  private static final class Balance {

    private long bookedSpent;
    private long bookedHeld;
    private long rowsSpent;
    private long rowsHeld;
    private @Nullable Instant resetsAt;
  }

  /**
   * Checks windows that begin in a range.
   *
   * @param end when the range ends
   * @param nothingLater whether no call can have been made since
   */
  WindowCheck(BudgetPolicy policy, LocalDate from, Instant end, boolean nothingLater, int most) {
    this.policy = policy;
    this.from = from;
    this.end = end;
    this.nothingLater = nothingLater;
    findings =
        new Findings(
            "ledger/windows",
            "spent and held of budget windows, with the rows that fall in them",
            "budgets refuse too early or too late until the windows end; restore the database, or"
                + " export the ledger and import it into an empty one, which makes the windows anew",
            most);
  }

  @Override
  public void begin(Handle handle, LocalDate day) {
    BudgetDao.startingOn(
        handle,
        day,
        (key, balance) -> {
          Balance window = open.computeIfAbsent(key, unused -> new Balance());
          window.bookedSpent = balance.spent().nanos();
          window.bookedHeld = balance.held().nanos();
        });
  }

  @Override
  public void row(LedgerRow row) {
    long spent = row.state().equals("settled") && row.costNanos() != null ? row.costNanos() : 0;
    boolean open = row.state().equals("held") || row.state().equals("unknown");
    long held = open ? row.heldNanos() : 0;
    if (spent == 0 && held == 0) {
      return;
    }
    LocalDate day = LocalDate.parse(row.usageDay());
    for (BudgetWindow window :
        policy.windows(row.classCode(), row.learnerId(), row.model(), day, Map.of())) {
      add(window, spent, held);
    }
  }

  private void add(BudgetWindow window, long spent, long held) {
    if (window.start().isBefore(from)) {
      begunBefore.add(window.key().period() + " ones from " + window.start());
      return;
    }
    Balance balance = open.computeIfAbsent(BudgetDao.Key.of(window), unused -> new Balance());
    balance.rowsSpent += spent;
    balance.rowsHeld += held;
    balance.resetsAt = window.resetsAt();
  }

  /** Compares and forgets the windows that end with the day. */
  @Override
  public void end(Handle handle, LocalDate day) {
    for (Iterator<Map.Entry<BudgetDao.Key, Balance>> it = open.entrySet().iterator();
        it.hasNext(); ) {
      Map.Entry<BudgetDao.Key, Balance> window = it.next();
      if (window.getKey().period().equals("daily")) {
        compare(window.getKey(), window.getValue());
        it.remove();
      }
    }
  }

  @Override
  public void finish() {
    long notOver = 0;
    for (Map.Entry<BudgetDao.Key, Balance> window : open.entrySet()) {
      Instant resetsAt = window.getValue().resetsAt;
      if (nothingLater || (resetsAt != null && !resetsAt.isAfter(end))) {
        compare(window.getKey(), window.getValue());
      } else {
        notOver++;
      }
    }
    explain(notOver);
  }

  private void explain(long notOver) {
    String before =
        begunBefore.isEmpty()
            ? ""
            : "windows that began before the range are left out: " + String.join(", ", begunBefore);
    String after = notOver == 0 ? "" : notOver + " that end after the range are left out";
    if (!before.isEmpty() || !after.isEmpty()) {
      findings.note(before + (before.isEmpty() || after.isEmpty() ? "" : "; ") + after);
    }
  }

  private void compare(BudgetDao.Key key, Balance window) {
    findings.compared(1);
    long spent = window.bookedSpent - window.rowsSpent;
    long held = window.bookedHeld - window.rowsHeld;
    String subject = shown(key);
    if (spent != 0) {
      findings.problem(
          subject,
          "has spent %s, its rows cost %s"
              .formatted(new Usd(window.bookedSpent), new Usd(window.rowsSpent)),
          spent);
    }
    if (held != 0) {
      findings.problem(
          subject,
          "holds %s, its open rows hold %s"
              .formatted(new Usd(window.bookedHeld), new Usd(window.rowsHeld)),
          held);
    }
  }

  private static String shown(BudgetDao.Key key) {
    return key.scope()
        + (key.scopeId().isEmpty() ? "" : " " + key.scopeId())
        + (key.model().isEmpty() ? "" : " with " + key.model())
        + ", "
        + key.period()
        + " from "
        + key.start();
  }

  @Override
  public Findings findings() {
    return findings;
  }
}
