package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void understandsReasoningThatOnlyTheTotalIncludes() throws BadReply {
    TokenUsage usage = read("{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":45}");

    assertThat(usage).isEqualTo(new TokenUsage(10L, null, null, 5L, 30L));
    assertThat(usage.total()).isEqualTo(45);
  }

  @Test
  void takesCacheWritesOutOfThePrompt() throws BadReply {
    assertThat(
            read(
                """
                {"prompt_tokens":100,"completion_tokens":5,"total_tokens":105,
                "prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":30}}
                """))
        .isEqualTo(new TokenUsage(10L, 60L, 30L, 5L, null));
  }

  /** Prompt, completion, reasoning and total as told; output, reasoning and sum as booked. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "10, 5, -, 14, 5, -, 15",
        "10, 5, 0, 45, 35, 0, 45",
        "10, 5, 3, 20, 7, 3, 20",
        "10, 5, 3, 11, 2, 3, 15",
        "10, 5, 30, 16, 5, 30, 45",
        "10, 5, 30, 60, 20, 30, 60",
        "10, 0, -, 0, 0, -, 10"
      })
  void aTotalThatFitsNothingIsDisputedAndTheLargerFigureStands(
      long prompt,
      long completion,
      @Nullable Long reasoning,
      long total,
      long output,
      @Nullable Long thought,
      long sum)
      throws BadReply {
    TokenUsage usage =
        read(
            """
            {"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,
            "completion_tokens_details":{"reasoning_tokens":%s}}
            """
                .formatted(prompt, completion, total, reasoning));

    assertThat(usage).isEqualTo(new TokenUsage(prompt, null, null, null, output, thought, true));
    assertThat(usage.total()).isEqualTo(sum);
    assertThat(usage.isComplete()).isFalse();
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
    return OpenAiUsage.read(Json.parse(json));
  }
}
