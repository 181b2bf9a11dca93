package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code POST /api/chat/message} as JSON, and payload of the last event ({@code done})
 * when streamed.
 *
 * @param messageId id of the tutor's message
 * @param conversationId conversation it belongs to
 * @param reply the tutor's words
 * @param hintLevel level that was applied
 * @param provider who answered
 * @param model which model answered
 * @param finishReason why the reply ended: {@code stop} or {@code length}
 * @param usage tokens
 * @param costUsd exact cost of this exchange in US dollars
 * @param costBasis {@code provider}, {@code computed} or {@code estimated}
 * @param budget what the learner may still spend; absent without a limit
 * @param degraded how the reply was made cheaper than asked; absent when it was not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatReply(
    @JsonProperty("message_id") String messageId,
    @JsonProperty("conversation_id") String conversationId,
    String reply,
    @JsonProperty("hint_level") int hintLevel,
    String provider,
    String model,
    @JsonProperty("finish_reason") @Nullable String finishReason,
    TokenCounts usage,
    @JsonProperty("cost_usd") BigDecimal costUsd,
    @JsonProperty("cost_basis") String costBasis,
    @Nullable BudgetState budget,
    @Nullable Degraded degraded) {}
