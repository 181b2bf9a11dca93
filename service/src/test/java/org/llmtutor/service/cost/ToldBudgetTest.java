package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.llmtutor.api.BudgetState;

class ToldBudgetTest {

  private final ToldBudget budget = new ToldBudget();

  @Test
  void aBookingThatIsStillToCommitTellsTheCaller() {
    budget.keep(left("7"));
    assertThat(budget.give()).isEqualTo(left("7"));
    assertThat(budget.keep(left("6"))).as("when it is undone and runs late").isEqualTo(left("7"));
  }

  @Test
  void aBookingAfterTheReplyKeepsWhatWasGiven() {
    assertThat(budget.give()).isEmpty();
    assertThat(budget.keep(left("7"))).isEmpty();
  }

  @Test
  void aBookingThatRunsAgainBeforeTheReplyTellsTheLatest() {
    budget.keep(left("7"));
    assertThat(budget.keep(left("6"))).isEqualTo(left("6"));
    assertThat(budget.give()).isEqualTo(left("6"));
  }

  private static Optional<BudgetState> left(String usd) {
    return Optional.of(
        new BudgetState(
            "learner",
            null,
            "daily",
            "hard",
            BigDecimal.TEN,
            new BigDecimal(usd),
            false,
            Instant.EPOCH,
            null));
  }
}
