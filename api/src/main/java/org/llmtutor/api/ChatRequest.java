package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /api/chat/message}.
 *
 * @param message what the learner says, required
 * @param conversationId continues this conversation; absent starts a new one
 * @param exerciseId the exercise it is about, if any
 * @param language programming language; the learner's preferred one when absent
 * @param code the learner's current code, if any
 * @param hintLevel 1 (a question back) to 4 (a worked step); default 1
 */
public record ChatRequest(
    @Nullable String message,
    @JsonProperty("conversation_id") @Nullable String conversationId,
    @JsonProperty("exercise_id") @Nullable String exerciseId,
    @Nullable String language,
    @Nullable String code,
    @JsonProperty("hint_level") @Nullable Integer hintLevel) {}
