package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpenAiUsageTest {

  @Test
  void whatIsNotToldStaysUnknown() throws BadReply {
    assertThat(read("null")).isEqualTo(TokenUsage.UNKNOWN);
    assertThat(read("{}")).isEqualTo(TokenUsage.UNKNOWN);
    assertThat(read("{\"prompt_tokens\":7,\"completion_tokens\":null}"))
        .isEqualTo(new TokenUsage(7L, null, null, null, null));
  }

  @Test
  void aToldZeroOfADetailStaysZero() throws BadReply {
    assertThat(
            read(
                """
                {"prompt_tokens":7,"completion_tokens":5,
                "prompt_tokens_details":{"cached_tokens":0},
                "completion_tokens_details":{"reasoning_tokens":0}}
                """))
        .isEqualTo(new TokenUsage(7L, 0L, null, 5L, 0L));
  }

  @Test
  void classesAreDisjointAndAddUpToTheTotal() throws BadReply {
    TokenUsage usage =
        read(
            """
            {"prompt_tokens":70,"completion_tokens":50,"total_tokens":120,
            "prompt_tokens_details":{"cached_tokens":64},
            "completion_tokens_details":{"reasoning_tokens":50}}
            """);

    assertThat(usage).isEqualTo(new TokenUsage(6L, 64L, null, 0L, 50L));
    assertThat(usage.total()).isEqualTo(120);
  }

  @Test
  void understandsCacheHitsBesideTheDetails() throws BadReply {
    assertThat(
            read(
                """
                {"prompt_tokens":70,"completion_tokens":5,
                "prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":6}
                """))
        .isEqualTo(new TokenUsage(6L, 64L, null, 5L, null));
  }

  @Test
  void understandsReasoningBesideTheCompletion() throws BadReply {
    assertThat(
            read(
                """
                {"prompt_tokens":10,"completion_tokens":5,"total_tokens":45,
                "completion_tokens_details":{"reasoning_tokens":30}}
                """))
        .isEqualTo(new TokenUsage(10L, null, null, 5L, 30L));
  }

  @Test
  void refusesMoreReasoningThanCompletion() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    {"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,
                    "completion_tokens_details":{"reasoning_tokens":30}}
                    """))
        .isInstanceOf(BadReply.class)
        .hasMessageContaining("reasoning_tokens");
  }

  private static TokenUsage read(String json) throws BadReply {
    return OpenAiUsage.read(OpenAiWire.parse(json));
  }
}
