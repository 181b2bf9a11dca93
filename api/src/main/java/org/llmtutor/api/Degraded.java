package org.llmtutor.api;

import java.util.List;

/**
 * How a reply was made cheaper than asked because a budget has little left.
 *
 * @param steps what was done, in order: {@code cheaper-model}, {@code shorter-context}, {@code
 *     hints-only}
 * @param reason {@code budget_low}: so much of a budget is used; {@code budget_exceeded}: the call
 *     as asked did not fit any more; {@code budget_grace}: it would have been refused, and the
 *     learner had not been warned
 * @param message the same as a sentence for the learner
 */
public record Degraded(List<String> steps, String reason, String message) {

  /** Copies the list. */
  public Degraded {
    steps = List.copyOf(steps);
  }
}
