package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.api.Conversation;
import org.llmtutor.service.exercise.Catalogue;
import org.llmtutor.service.exercise.Exercise;
import org.llmtutor.service.llm.LlmMessage;

class PromptTest {

  private static final Catalogue CATALOGUE = Catalogue.packaged();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void holdsNoLineOfASolution(int level) {
    for (Exercise exercise : CATALOGUE.all()) {
      for (String language : Catalogue.LANGUAGES) {
        Question question = new Question("Help", null, exercise, language, "", level);
        String prompt = texts(Prompt.messages(question, List.of(), ChatConfig.defaults()));
        assertThat(prompt).contains(exercise.title());
        assertThat(exercise.telltaleLines(language))
            .as(exercise.id())
            .isNotEmpty()
            .noneMatch(prompt::contains);
      }
    }
  }

  @Test
  void saysSomethingElseAtEachLevel() {
    assertThat(IntStream.rangeClosed(1, 4).mapToObj(PromptTest::system).distinct()).hasSize(4);
    assertThat(system(1)).contains("Write no code");
  }

  @Test
  @Tag("fault-30")
  void aLongChatIsCutToItsNewestMessages() {
    List<Conversation.Message> history = history(200, 10);
    List<LlmMessage> messages =
        Prompt.messages(
            question(1), history, ChatConfig.of(null, null, 20, null, null, null, null));
    assertThat(messages).hasSize(1 + 20 + 1);
    assertThat(messages.get(20).text()).isEqualTo(history.get(199).text());
    assertThat(messages.get(21).text()).isEqualTo("Help");
  }

  @Test
  void longMessagesAreCutByCharactersAndTheTailBeginsWithTheLearner() {
    List<LlmMessage> messages =
        Prompt.messages(
            question(1),
            history(10, 1_000),
            ChatConfig.of(null, null, null, 3_500, null, null, null));
    assertThat(messages).hasSize(1 + 2 + 1);
    assertThat(messages.get(1).role()).isEqualTo(LlmMessage.Role.USER);
  }

  @Test
  void theLearnersCodeIsFencedOff() {
    Question question = new Question("Why?", null, null, "java", "int x;", 1);
    List<LlmMessage> messages = Prompt.messages(question, List.of(), ChatConfig.defaults());
    assertThat(messages.get(1).text()).isEqualTo("Why?\n\nMy code:\n```java\nint x;\n```");
  }

  private static Question question(int level) {
    return new Question("Help", null, null, "python", "", level);
  }

  private static String system(int level) {
    return Prompt.messages(question(level), List.of(), ChatConfig.defaults()).get(0).text();
  }

  private static String texts(List<LlmMessage> messages) {
    return String.join("\n", messages.stream().map(LlmMessage::text).toList());
  }

  /** Learner and tutor in turn, each message of {@code length} characters. */
  private static List<Conversation.Message> history(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Conversation.Message(
                    "m" + i,
                    i % 2 == 0 ? Conversations.LEARNER : Conversations.TUTOR,
                    String.valueOf(i % 10).repeat(length),
                    true,
                    Instant.EPOCH))
        .toList();
  }
}
