package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.llm.LlmException.Outcome;

class OfflineTutorTest {

  private static final int PLENTY = 1000;

  private final LlmClient tutor = new OfflineTutor("offline", OfflineConfig.DEFAULT);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void saysThatItIsTheOfflineTutorAtEveryLevel(int level) throws LlmException {
    assertThat(reply("help", grounding(level)))
        .startsWith("I am the offline tutor")
        .contains("Count the vowels", "loops, strings");
  }

  @Test
  void higherLevelsTellMore() throws LlmException {
    assertThat(reply("help", grounding(1))).doesNotContain("hint-").contains("?");
    assertThat(reply("help", grounding(2))).contains("hint-one").doesNotContain("hint-two");
    assertThat(reply("help", grounding(3)))
        .contains("hint-two", "mistake-one")
        .doesNotContain("hint-three");
    assertThat(reply("help", grounding(4))).contains("hint-three", "mistake-one", "mistake-two");
  }

  @Test
  void worksWithoutHintsOrExercise() throws LlmException {
    Grounding bare = new Grounding("Bare", List.of(), List.of(), List.of(), 4);

    assertThat(reply("help", bare)).contains("We are at \"Bare\".");
    assertThat(reply("help", null)).contains("Open an exercise");
  }

  @ParameterizedTest
  @CsvSource({
    "GIVE ME THE SOLUTION, I do not have the solution",
    "I get IndexError: list index out of range, not below the length",
    "java.lang.ArrayIndexOutOfBoundsException: 3, below zero",
  })
  void answersWhatWasAsked(String question, String expected) throws LlmException {
    assertThat(reply(question, grounding(1))).contains(expected);
  }

  @Test
  void theSameRequestGetsTheSameReply() throws LlmException {
    LlmRequest request = request("help", grounding(2), PLENTY, true, Duration.ofSeconds(10));

    LlmResult once = tutor.complete(request, LlmListener.NONE);
    LlmResult again = tutor.complete(request, LlmListener.NONE);

    assertThat(again.text()).isEqualTo(once.text());
    assertThat(again.usage()).isEqualTo(once.usage());
    assertThat(once.usage().input()).isEqualTo(TokenEstimate.typical(request.messages()));
    assertThat(once.usage().output()).isEqualTo(TokenEstimate.typical(once.text()));
  }

  @Test
  void streamsWords() throws LlmException {
    List<String> heard = new ArrayList<>();
    LlmRequest request = request("help", grounding(1), PLENTY, true, Duration.ofSeconds(10));

    LlmResult result = tutor.complete(request, heard::add);

    assertThat(heard).startsWith("I ", "am ", "the ").hasSizeGreaterThan(10);
    assertThat(String.join("", heard)).isEqualTo(result.text());
    assertThat(result.timeToFirstToken()).isNotNull();
    assertThat(result.finishReason()).isEqualTo("stop");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 20})
  void staysWithinTheOutputTokens(int limit) throws LlmException {
    LlmResult result =
        tutor.complete(
            request("help", grounding(4), limit, false, Duration.ofSeconds(10)), LlmListener.NONE);

    assertThat(result.finishReason()).isEqualTo("length");
    assertThat(result.usage().output()).isLessThanOrEqualTo(limit);
    assertThat(TokenEstimate.typical(result.text())).isLessThanOrEqualTo(limit);
  }

  @Test
  void theDeadlineHolds() {
    LlmClient slow =
        new OfflineTutor("offline", new OfflineConfig(Duration.ofMillis(20), false, null));
    LlmRequest request = request("help", null, PLENTY, true, Duration.ofMillis(100));

    LlmException failure = Calls.failure(slow, request);

    assertThat(failure).isInstanceOf(LlmException.TimedOut.class);
  }

  @Test
  void aListenerThatLeavesIsChargedForWhatWasSaid() {
    LlmRequest request = request("help", null, PLENTY, true, Duration.ofSeconds(10));
    List<String> heard = new ArrayList<>();

    LlmException failure =
        Calls.failure(
            tutor,
            request,
            text -> {
              heard.add(text);
              if (heard.size() == 3) {
                throw new LlmListener.ListenerGone();
              }
            });

    assertThat(failure).isInstanceOf(LlmException.ClientGone.class);
    assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(failure.partial().text()).isEqualTo("I am the ");
    assertThat(failure.partial().usage())
        .isEqualTo(TokenUsage.of(TokenEstimate.typical(request.messages()), 3));
  }

  @Test
  void replaysExactTokenCountsWhenConfigured() throws LlmException {
    LlmClient replaying = new OfflineTutor("offline", new OfflineConfig(Duration.ZERO, true, null));
    LlmRequest request = replay("offline-replay");

    LlmResult result = replaying.complete(request, LlmListener.NONE);

    assertThat(result.usage()).isEqualTo(TokenUsage.of(374, 44));
    assertThat(result.model()).isEqualTo("offline-replay");
    assertThat(result.finishReason()).isEqualTo("stop");
  }

  @Test
  void doesNotReplayUnlessConfigured() throws LlmException {
    LlmException failure = Calls.failure(tutor, replay("offline-replay"));
    LlmResult result = tutor.complete(replay("offline-tutor"), LlmListener.NONE);

    assertThat(failure.errorType()).isEqualTo("rejected");
    assertThat(result.usage()).isNotEqualTo(TokenUsage.of(374, 44));
  }

  private String reply(String question, @Nullable Grounding grounding) throws LlmException {
    LlmRequest request = request(question, grounding, PLENTY, false, Duration.ofSeconds(10));
    return tutor.complete(request, LlmListener.NONE).text();
  }

  private static Grounding grounding(int level) {
    return new Grounding(
        "Count the vowels",
        List.of("loops", "strings"),
        List.of("hint-one", "hint-two", "hint-three"),
        List.of("mistake-one", "mistake-two"),
        level);
  }

  private static LlmRequest replay(String model) {
    return new LlmRequest(
        model,
        List.of(LlmMessage.user("replay context=374 generated=44")),
        10,
        Duration.ofSeconds(10),
        "req",
        false,
        null);
  }

  private static LlmRequest request(
      String question,
      @Nullable Grounding grounding,
      int maxTokens,
      boolean stream,
      Duration deadline) {
    return new LlmRequest(
        "offline-tutor",
        List.of(LlmMessage.system("be kind"), LlmMessage.user(question)),
        maxTokens,
        deadline,
        "req",
        stream,
        grounding);
  }
}
