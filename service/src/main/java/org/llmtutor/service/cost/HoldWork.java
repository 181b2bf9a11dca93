package org.llmtutor.service.cost;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.llmtutor.service.database.JointWork;

/** Sets worst cases aside for many attempts at once: every one fits, or none is kept. */
final class HoldWork implements JointWork<HoldWork.Request, Hold> {

  private final BudgetBook budgets;

  HoldWork(BudgetBook budgets) {
    this.budgets = budgets;
  }

  /** What one attempt sets aside, and until when. */
  record Request(Hold hold, int attempt, Instant leaseUntil) {}

  @Override
  public List<Hold> run(Handle handle, List<Request> requests) {
    List<Hold> holds = requests.stream().map(Request::hold).toList();
    budgets.takeAll(handle, holds);
    LedgerDao.insertHolds(handle, requests);
    return holds;
  }
}
