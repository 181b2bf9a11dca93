package org.llmtutor.service.cost;

import java.util.Optional;
import org.llmtutor.api.BudgetState;
import org.llmtutor.service.llm.LlmResult;
import org.llmtutor.service.llm.LlmRoute;
import org.llmtutor.service.llm.TokenUsage;

/**
 * A reply whose cost is booked: durably, when {@link Meter.Call#run} returns it.
 *
 * @param route who answered
 * @param result what the provider said
 * @param usage tokens that were booked, estimated where the provider did not tell
 * @param cost exact cost of the attempt that succeeded
 * @param basis {@code provider}, {@code computed} or {@code estimated}
 * @param budget the tightest budget after it, when there is a limit
 */
public record MeteredReply(
    LlmRoute route,
    LlmResult result,
    TokenUsage usage,
    Usd cost,
    String basis,
    Optional<BudgetState> budget) {

  /** The same reply with another budget. */
  MeteredReply with(Optional<BudgetState> left) {
    return new MeteredReply(route, result, usage, cost, basis, left);
  }
}
