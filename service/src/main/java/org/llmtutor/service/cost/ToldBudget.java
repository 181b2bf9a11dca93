package org.llmtutor.service.cost;

import java.util.Optional;
import org.llmtutor.api.BudgetState;

/**
 * The budget in a reply of which two threads tell: the one that books the reply keeps it with what
 * is left, the caller gives it, also when it cannot wait any longer for a booking that runs. Both
 * tell the same, whoever is first and however often the booking runs. Safe for concurrent use.
 */
final class ToldBudget {

  private Optional<BudgetState> told = Optional.empty();
  private boolean given;

  /** What to keep: what is left, or what was given already. */
  synchronized Optional<BudgetState> keep(Optional<BudgetState> left) {
    if (!given) {
      told = left;
    }
    return told;
  }

  /** What to give, and to keep from now on. */
  synchronized Optional<BudgetState> give() {
    given = true;
    return told;
  }
}
