package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEstimateTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "for i in range(3):", "Größe", "変数", "\uD83D\uDE00 ok"})
  void theUpperBoundIsTheLengthInUtf8(String text) {
    assertThat(TokenEstimate.upperBound(text))
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aLoneSurrogateIsNotUndercounted() {
    assertThat(TokenEstimate.upperBound("\uD83D")).isEqualTo(3);
  }

  @Test
  void typicalIsAQuarterRoundedUp() {
    assertThat(TokenEstimate.typical("")).isZero();
    assertThat(TokenEstimate.typical("a")).isEqualTo(1);
    assertThat(TokenEstimate.typical("abcde")).isEqualTo(2);
  }

  @Test
  void eachMessageCostsItsDelimiters() {
    List<LlmMessage> messages = List.of(LlmMessage.system("abcd"), LlmMessage.user(""));

    assertThat(TokenEstimate.upperBound(messages)).isEqualTo(4 + 2 * 16);
    assertThat(TokenEstimate.typical(messages)).isEqualTo(1 + 2 * 4);
  }
}
