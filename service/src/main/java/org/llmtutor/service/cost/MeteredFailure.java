package org.llmtutor.service.cost;

import org.llmtutor.service.llm.LlmException;

/** Every attempt failed; what they may have cost is booked. */
public final class MeteredFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final LlmException last;

  MeteredFailure(LlmException last) {
    super(last.getMessage(), last);
    this.last = last;
  }

  /** How the last attempt ended. */
  public LlmException last() {
    return last;
  }
}
