package org.llmtutor.service.cost;

import java.time.Duration;
import java.time.Instant;
import org.llmtutor.service.http.ApiException;

/** 429: a hard window has too little left for a call; nothing was called. */
final class BudgetExceeded extends ApiException {

  private static final long serialVersionUID = 1L;

  private final transient BudgetWindow window;

  BudgetExceeded(BudgetWindow window, Instant now) {
    super(
        429,
        "budget_exceeded",
        "%s is used up. Exercises still work; the tutor answers again after the reset."
            .formatted(BudgetWords.name(window.key(), true)),
        window.resetsAt(),
        Duration.between(now, window.resetsAt()));
    this.window = window;
  }

  /** The widest window that had too little left. */
  BudgetWindow window() {
    return window;
  }
}
