package org.llmtutor.cli.smoke;

import java.time.Duration;

/**
 * How one step went.
 *
 * @param name the step's name
 * @param outcome its outcome
 * @param time how long it took; zero when it was skipped
 * @param detail what was seen, why it failed with the remedy, or why it was skipped
 */
record StepResult(String name, Outcome outcome, Duration time, String detail) {

  /** Outcomes of a step. */
  enum Outcome {
    OK,
    FAILED,
    SKIPPED
  }
}
