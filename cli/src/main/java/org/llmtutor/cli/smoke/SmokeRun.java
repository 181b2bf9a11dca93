package org.llmtutor.cli.smoke;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.smoke.StepResult.Outcome;

/** Runs steps in order; a step whose need did not pass is skipped. Not thread-safe. */
final class SmokeRun {

  private final Ticker ticker;
  private final Consumer<StepResult> listener;
  private final List<StepResult> results = new ArrayList<>();
  private final Set<String> passed = new HashSet<>();

  /**
   * A run.
   *
   * @param listener hears of every result as it comes
   */
  SmokeRun(Ticker ticker, Consumer<StepResult> listener) {
    this.ticker = ticker;
    this.listener = listener;
  }

  /** Runs one step, unless a step it needs did not pass. */
  void step(String name, SmokeStep step, String... needs) {
    StepResult result = null;
    for (String need : needs) {
      if (!passed.contains(need) && result == null) {
        result = new StepResult(name, Outcome.SKIPPED, Duration.ZERO, "needs " + need);
      }
    }
    result = result == null ? timed(name, step) : result;
    if (result.outcome() == Outcome.OK) {
      passed.add(name);
    }
    results.add(result);
    listener.accept(result);
  }

  private StepResult timed(String name, SmokeStep step) {
    long start = ticker.nanos();
    Outcome outcome = Outcome.OK;
    String detail;
    try {
      detail = step.run();
    } catch (CliException e) {
      outcome = Outcome.FAILED;
      detail = e.getMessage();
    } catch (SmokeStep.Skipped e) {
      outcome = Outcome.SKIPPED;
      detail = String.valueOf(e.getMessage());
    }
    return new StepResult(name, outcome, Duration.ofNanos(ticker.nanos() - start), detail);
  }

  /** Results so far, in order. */
  List<StepResult> results() {
    return List.copyOf(results);
  }
}
