package org.llmtutor.service.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One way to make a call cheaper, and from when on.
 *
 * @param at used share of the tightest hard window from which it applies, above 0 and at most 1
 * @param action what it does
 * @param provider entry of {@code llm.providers} that is called instead; for {@link
 *     Action#CHEAPER_MODEL}
 * @param maxContextMessages earlier messages that are still sent; for {@link
 *     Action#SHORTER_CONTEXT}
 * @param maxOutputTokens tokens at which a reply is cut; for {@link Action#SHORTER_CONTEXT}
 */
public record DegradeStep(
    double at,
    Action action,
    @Nullable String provider,
    @Nullable Integer maxContextMessages,
    @Nullable Integer maxOutputTokens) {

  /** What a step does. */
  public enum Action {
    /** Calls another provider entry. */
    CHEAPER_MODEL,
    /** Sends fewer earlier messages and allows a shorter reply. */
    SHORTER_CONTEXT,
    /** Answers from the exercise's own hints, without a language model. */
    HINTS_ONLY;

    /** The name in the configuration, replies and metrics, such as {@code cheaper-model}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Action of(String label) {
      return Arrays.stream(values())
          .filter(action -> action.label().equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "cost.degrade: do: '"
                          + label
                          + "' is unknown; use cheaper-model, shorter-context or hints-only"));
    }
  }

  /** Checks that a step has what it needs, and nothing else. */
  public DegradeStep {
    String name = "cost.degrade: " + action.label() + ": ";
    require(at > 0 && at <= 1, name + "at: " + at + " is out of range; use a share such as 0.9");
    require(
        (action == Action.CHEAPER_MODEL) == (provider != null),
        name + "provider names an entry of llm.providers, for cheaper-model alone");
    boolean shorter = maxContextMessages != null || maxOutputTokens != null;
    require(
        (action == Action.SHORTER_CONTEXT) == shorter,
        name + "maxContextMessages and maxOutputTokens are for shorter-context, at least one");
    require(
        maxContextMessages == null || maxContextMessages >= 0,
        name + "maxContextMessages must not be negative");
    require(
        maxOutputTokens == null || maxOutputTokens >= 1, name + "maxOutputTokens must be positive");
  }

  /** From the configuration. */
  @JsonCreator
  public static DegradeStep of(
      @JsonProperty(value = "at", required = true) double at,
      @JsonProperty(value = "do", required = true) String action,
      @JsonProperty("provider") @Nullable String provider,
      @JsonProperty("maxContextMessages") @Nullable Integer maxContextMessages,
      @JsonProperty("maxOutputTokens") @Nullable Integer maxOutputTokens) {
    return new DegradeStep(at, Action.of(action), provider, maxContextMessages, maxOutputTokens);
  }

  /** Only hints, when nothing else is left. */
  public static DegradeStep hintsOnly(double at) {
    return new DegradeStep(at, Action.HINTS_ONLY, null, null, null);
  }

  static List<DegradeStep> inOrder(List<DegradeStep> steps) {
    for (int i = 1; i < steps.size(); i++) {
      DegradeStep before = steps.get(i - 1);
      require(
          before.at() <= steps.get(i).at(),
          "cost.degrade: at: "
              + steps.get(i).at()
              + " comes after "
              + before.at()
              + "; list the steps in the order in which they shall apply");
      require(
          before.action() != Action.HINTS_ONLY,
          "cost.degrade: hints-only calls no model, so no step can come after it");
    }
    return List.copyOf(steps);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
