package org.llmtutor.service.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Composes the offline tutor's reply: a pure function of the request. */
final class OfflineAnswer {

  private static final String INTRODUCTION =
      "I am the offline tutor: I answer from the exercise's notes, without a language model.";

  private static final List<String> QUESTIONS =
      List.of(
          "what should come out for the smallest input you can think of, and why?",
          "what does your code do, line by line, with the first example?",
          "which part of the task already works, and how do you know?");

  private OfflineAnswer() {}

  /** The whole reply, in paragraphs. */
  static String to(LlmRequest request) {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(INTRODUCTION);
    String question = request.lastUserText();
    if (asksForSolution(question)) {
      paragraphs.add(
          "I do not have the solution, and finding it is your part; here is help with it.");
    }
    ErrorAdvice.forText(question).ifPresent(paragraphs::add);
    @Nullable Grounding grounding = request.grounding();
    if (grounding == null) {
      paragraphs.addAll(withoutExercise());
    } else {
      paragraphs.addAll(withExercise(grounding, turn(request)));
    }
    return String.join("\n\n", paragraphs);
  }

  private static List<String> withoutExercise() {
    return List.of(
        "Say in one sentence what your program should do, what it does instead, and for which"
            + " input. Then make the input smaller until the difference is easy to see.",
        "Open an exercise and ask again: then I can use its hints.");
  }

  private static List<String> withExercise(Grounding grounding, int turn) {
    List<String> paragraphs = new ArrayList<>();
    String subject = subject(grounding);
    switch (grounding.hintLevel()) {
      case 1 -> paragraphs.add(subject + " A question to start with: " + question(turn));
      case 2 -> {
        paragraphs.add(subject);
        hint(grounding, 0).ifPresent(hint -> paragraphs.add("Hint: " + hint));
        paragraphs.add("And ask yourself: " + question(turn));
      }
      case 3 -> {
        paragraphs.add(subject);
        hint(grounding, 1).ifPresent(hint -> paragraphs.add("A stronger hint: " + hint));
        grounding.commonMistakes().stream()
            .findFirst()
            .ifPresent(mistake -> paragraphs.add("A common mistake: " + mistake));
      }
      default -> addWorkedStep(grounding, paragraphs);
    }
    return paragraphs;
  }

  private static void addWorkedStep(Grounding grounding, List<String> paragraphs) {
    paragraphs.add(subject(grounding));
    hint(grounding, 2).ifPresent(hint -> paragraphs.add("One step, worked out: " + hint));
    if (!grounding.commonMistakes().isEmpty()) {
      paragraphs.add("Check for these:\n- " + String.join("\n- ", grounding.commonMistakes()));
    }
    paragraphs.add("Do only this step, run the cases, and tell me which one fails first.");
  }

  private static String subject(Grounding grounding) {
    return grounding.concepts().isEmpty()
        ? "We are at \"%s\".".formatted(grounding.title())
        : "We are at \"%s\", which is about %s."
            .formatted(grounding.title(), String.join(", ", grounding.concepts()));
  }

  /** The hint at {@code index}, or the last one there is. */
  private static Optional<String> hint(Grounding grounding, int index) {
    List<String> hints = grounding.hints();
    return hints.isEmpty()
        ? Optional.empty()
        : Optional.of(hints.get(Math.min(index, hints.size() - 1)));
  }

  private static String question(int turn) {
    return QUESTIONS.get(turn % QUESTIONS.size());
  }

  private static int turn(LlmRequest request) {
    return (int)
        request.messages().stream().filter(m -> m.role() == LlmMessage.Role.ASSISTANT).count();
  }

  private static boolean asksForSolution(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("solution")
        || lower.contains("full code")
        || lower.contains("the answer");
  }
}
