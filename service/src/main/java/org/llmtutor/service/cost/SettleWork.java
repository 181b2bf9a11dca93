package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.BudgetState;
import org.llmtutor.service.database.JointWork;

/** Books what many attempts cost at once: one change of each window and of each sum. */
final class SettleWork implements JointWork<SettleWork.Request, Optional<BudgetBook.Told>> {

  private final BudgetBook budgets;
  private final Clock clock;
  private final ZoneId zone;

  SettleWork(BudgetBook budgets, Clock clock, ZoneId zone) {
    this.budgets = budgets;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * What one attempt came to.
   *
   * @param more what is written when and only when this is
   */
  record Request(
      Hold hold, Settlement settlement, BiConsumer<Handle, Optional<BudgetState>> more) {}

  @Override
  public List<Optional<BudgetBook.Told>> run(Handle handle, List<Request> requests) {
    boolean[] booked = LedgerDao.settle(handle, requests, clock.instant());
    List<BudgetBook.Move> moves = new ArrayList<>();
    Map<RollupKey, Rollup> sums = new HashMap<>();
    for (int i = 0; i < booked.length; i++) {
      if (booked[i]) {
        Hold hold = requests.get(i).hold();
        Settlement settlement = requests.get(i).settlement();
        moves.add(new BudgetBook.Move(hold, settlement.cost()));
        sums.merge(RollupKey.of(hold), Rollup.of(settlement), Rollup::plus);
      }
    }
    budgets.move(handle, moves);
    RollupDao.add(handle, sums);
    return budgets.tell(
        handle,
        requests.stream().map(Request::hold).toList(),
        LocalDate.ofInstant(clock.instant(), zone));
  }

  @Override
  public Optional<BudgetBook.Told> finish(
      Handle handle, Request request, Optional<BudgetBook.Told> told) {
    Optional<BudgetBook.Told> noted =
        told.map(budget -> budgets.withNotice(handle, request.hold(), budget));
    request.more().accept(handle, noted.map(BudgetBook.Told::state));
    return noted;
  }
}
