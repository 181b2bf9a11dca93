package org.llmtutor.service.chat;

import org.jspecify.annotations.Nullable;
import org.llmtutor.service.exercise.Exercise;

/**
 * A learner's message after validation.
 *
 * @param text what the learner says
 * @param conversationId the conversation it continues; null starts one
 * @param exercise the exercise it is about, if any
 * @param language programming language
 * @param code the learner's code; empty when none
 * @param hintLevel 1 to 4
 */
record Question(
    String text,
    @Nullable String conversationId,
    @Nullable Exercise exercise,
    String language,
    String code,
    int hintLevel) {}
