package org.llmtutor.service.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.Degraded;

/**
 * Makes calls cheaper before a budget refuses them. A step of {@code cost.degrade} applies when the
 * tightest hard window of a call is used so far; when the call does not fit then, the steps that
 * are left are tried one after the other. What fits is decided by the hold alone, so a cap stays
 * hard whatever the steps are. Safe for concurrent use.
 */
public final class Degradation {

  private static final String LOW = "budget_low";
  private static final String EXCEEDED = "budget_exceeded";
  private static final String GRACE = "budget_grace";

  /** Why a reply was made cheaper. */
  static final List<String> REASONS = List.of(LOW, EXCEEDED, GRACE);

  private final List<DegradeStep> steps;
  private final CostConfig.Grace grace;
  private final Ledger ledger;
  private final CostMetrics metrics;

  Degradation(CostConfig config, Ledger ledger, CostMetrics metrics) {
    this.steps = config.degrade();
    this.grace = config.grace();
    this.ledger = ledger;
    this.metrics = metrics;
  }

  /**
   * How a call is to be made; what is null stays as asked.
   *
   * @param provider entry of {@code llm.providers}
   * @param maxContextMessages earlier messages to send at most
   * @param maxOutputTokens tokens at which the reply is cut
   * @param hintsOnly the exercise's own hints instead of a language model
   */
  public record Plan(
      @Nullable String provider,
      @Nullable Integer maxContextMessages,
      @Nullable Integer maxOutputTokens,
      boolean hintsOnly) {

    /** Everything as asked. */
    public static final Plan AS_ASKED = new Plan(null, null, null, false);

    private Plan with(DegradeStep step) {
      return switch (step.action()) {
        case CHEAPER_MODEL -> new Plan(step.provider(), maxContextMessages, maxOutputTokens, false);
        case SHORTER_CONTEXT ->
            new Plan(provider, step.maxContextMessages(), step.maxOutputTokens(), false);
        case HINTS_ONLY -> new Plan(null, null, null, true);
      };
    }
  }

  /**
   * What is asked.
   *
   * @param context whom the call is booked on
   * @param model the model that is asked for
   * @param hints whether there is an exercise whose hints may be given instead
   * @param open whether the learner is in the middle of a conversation about it
   */
  public record Asked(CallContext context, String model, boolean hints, boolean open) {}

  /** A call that is paid for, and how it differs from what was asked. */
  public record Fitted(Meter.Call call, Plan plan, Optional<Degraded> degraded) {}

  /**
   * Finds the first way of making a call that the budgets allow.
   *
   * @param attempt sets the money for a plan aside, with {@link Meter#attempt}
   * @throws org.llmtutor.service.http.ApiException 429 {@code budget_exceeded} when none fits
   */
  public Fitted fit(Asked asked, Function<Plan, Meter.Call> attempt) {
    return new Ladder(asked, attempt).climb();
  }

  /** One call on its way down. */
  private final class Ladder {

    private final Asked asked;
    private final Function<Plan, Meter.Call> attempt;
    private final List<DegradeStep> left;
    private final List<String> taken = new ArrayList<>();
    private Plan plan = Plan.AS_ASKED;
    private String reason = LOW;
    private @Nullable BudgetWindow window;

    Ladder(Asked asked, Function<Plan, Meter.Call> attempt) {
      this.asked = asked;
      this.attempt = attempt;
      this.left =
          new ArrayList<>(
              steps.stream()
                  .filter(step -> asked.hints() || step.action() != DegradeStep.Action.HINTS_ONLY)
                  .toList());
    }

    Fitted climb() {
      takeDueSteps();
      while (true) {
        try {
          return fitted(attempt.apply(plan));
        } catch (BudgetExceeded e) {
          reason = EXCEEDED;
          window = e.window();
          if (!left.isEmpty()) {
            take(left.remove(0));
          } else if (mayHaveGrace(e)) {
            reason = GRACE;
            take(DegradeStep.hintsOnly(1));
          } else {
            throw ledger.refused(e);
          }
        }
      }
    }

    private void takeDueSteps() {
      if (left.isEmpty() || left.get(0).at() >= 1) {
        return; // A window that is full refuses the hold, which needs no look at it before.
      }
      ledger
          .tightest(asked.context(), asked.model())
          .ifPresent(
              tightest -> {
                window = tightest.window();
                double used = tightest.window().usedShare(tightest.balance());
                reason = used < 1 ? LOW : EXCEEDED;
                while (!left.isEmpty() && left.get(0).at() <= used) {
                  take(left.remove(0));
                }
              });
    }

    private boolean mayHaveGrace(BudgetExceeded refusal) {
      return asked.hints()
          && asked.open()
          && !plan.hintsOnly()
          && ledger.takeGrace(asked.context().learnerId(), refusal, grace.exchanges());
    }

    private void take(DegradeStep step) {
      plan = plan.with(step);
      if (step.action() == DegradeStep.Action.HINTS_ONLY) {
        taken.clear(); // No model is called, so what would have made it cheaper does not count.
      }
      taken.add(step.action().label());
    }

    private Fitted fitted(Meter.Call call) {
      if (taken.isEmpty() || window == null) {
        return new Fitted(call, plan, Optional.empty());
      }
      taken.forEach(step -> metrics.degraded(step, reason));
      if (plan.hintsOnly()) {
        ledger.countRefusal(window); // The call that was asked for is not made.
      }
      String message = BudgetWords.degraded(window, taken, !reason.equals(LOW));
      return new Fitted(call, plan, Optional.of(new Degraded(taken, reason, message)));
    }
  }
}
