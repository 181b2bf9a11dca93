package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaProtocolTest {

  private final OllamaProtocol protocol = new OllamaProtocol();
  private final Reply reply = new Reply(Deadline.after(Duration.ofMinutes(1)), "m");

  @Test
  void limitsTheReplyByAnOption() throws BadReply {
    LlmRequest request =
        new LlmRequest(
            "m",
            List.of(LlmMessage.system("be kind"), LlmMessage.user("why?")),
            64,
            Duration.ofSeconds(1),
            "r",
            false,
            null);

    assertThat(Json.parse(protocol.body(request)))
        .isEqualTo(
            Json.parse(
                """
                {"model":"m","messages":[{"role":"system","content":"be kind"},
                {"role":"user","content":"why?"}],"stream":false,"options":{"num_predict":64}}
                """));
  }

  @Test
  void aPromptThatWasNotCountedIsUnknownAndNotZero() throws BadReply {
    accept("{\"message\":{\"content\":\"Look.\"},\"done\":true,\"eval_count\":9}");

    assertThat(reply.result().usage()).isEqualTo(new TokenUsage(null, null, null, 9L, null));
    assertThat(reply.result().usage().isComplete()).isFalse();
  }

  @Test
  void aToldZeroIsZero() throws BadReply {
    accept("{\"message\":{},\"done\":true,\"prompt_eval_count\":0,\"eval_count\":0}");

    assertThat(reply.result().usage()).isEqualTo(TokenUsage.of(0, 0));
  }

  @Test
  void thinkingIsNotShown() throws BadReply {
    accept("{\"message\":{\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}");
    accept("{\"message\":{\"content\":\"Look.\"},\"done\":true,\"done_reason\":\"stop\"}");

    assertThat(reply.result().text()).isEqualTo("Look.");
  }

  @ParameterizedTest
  @CsvSource({"stop, stop", "length, length", "load, other", "unload, other"})
  void doneReasonsHaveOurNames(String told, String ours) throws BadReply {
    accept("{\"message\":{},\"done\":true,\"done_reason\":\"" + told + "\"}");

    assertThat(reply.result().finishReason()).isEqualTo(ours);
  }

  @Test
  void plainHttpGoesToThisHostOnlyUnlessAllowed() {
    assertThat(OllamaConfig.fromConfig(null, null, "m", null, null, null, null).baseUrl())
        .hasToString("http://127.0.0.1:11434");
    assertThatThrownBy(
            () ->
                OllamaConfig.fromConfig("http://gpu.lan:11434", null, "m", null, null, null, null))
        .hasMessageContaining("baseUrl: ")
        .hasMessageContaining("allowPlainHttp: true");
    assertThat(
            OllamaConfig.fromConfig("http://gpu.lan:11434", null, "m", null, true, null, null)
                .allowPlainHttp())
        .isTrue();
  }

  private void accept(String line) throws BadReply {
    protocol.reader(reply).accept(new EventParser.Event("message", line));
  }
}
