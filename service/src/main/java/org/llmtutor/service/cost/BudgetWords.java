package org.llmtutor.service.cost;

import java.util.List;
import java.util.Locale;
import org.llmtutor.api.BudgetState;

/** Budgets in sentences for learners. */
final class BudgetWords {

  private BudgetWords() {}

  /** For example {@code Your class's monthly budget for the tutor}. */
  static String name(BudgetWindow.Key key, boolean beginsSentence) {
    String whose =
        switch (key.scope()) {
          case "learner" -> "Your";
          case "class" -> "Your class's";
          default -> "The platform's";
        };
    String first = whose.substring(0, 1);
    String start = beginsSentence ? whose : first.toLowerCase(Locale.ROOT) + whose.substring(1);
    String what = key.model().isEmpty() ? "the tutor" : "this model of the tutor";
    return "%s %s budget for %s".formatted(start, key.period(), what);
  }

  /** What a learner is told once, before the first refusal. */
  static String warning(BudgetWindow window, BudgetState state) {
    String rest =
        window.isHard()
            ? "When nothing is left, the tutor pauses until then; exercises still work."
            : "The tutor goes on answering.";
    return "%s is nearly used up: $%s of $%s is left until %s. %s"
        .formatted(
            name(window.key(), true),
            state.remainingUsd().toPlainString(),
            state.limitUsd().toPlainString(),
            window.resetsAt(),
            rest);
  }

  /** What a learner is told about a reply that was made cheaper. */
  static String degraded(BudgetWindow window, List<String> steps, boolean full) {
    String done = String.join(" and ", steps.stream().map(BudgetWords::done).toList());
    return "%s %s until %s, so %s."
        .formatted(
            name(window.key(), true),
            full ? "has too little left for a usual reply" : "is nearly used up",
            window.resetsAt(),
            done);
  }

  private static String done(String step) {
    return switch (step) {
      case "cheaper-model" -> "a cheaper model answered";
      case "shorter-context" -> "less of the conversation was sent and the reply is shorter";
      default -> "this answer comes from the exercise's own hints, without a language model";
    };
  }
}
