package org.llmtutor.service.cost;

import org.jspecify.annotations.Nullable;

/**
 * Whom and what a call is booked on. Empty strings stand for "none".
 *
 * @param learnerId who asked
 * @param pseudonym what metrics call the learner
 * @param classCode the learner's class
 * @param conversationId conversation the call belongs to
 * @param exerciseId exercise it is about
 * @param feature part of the product that made it, such as {@code chat}
 * @param requestId the HTTP request
 * @param idempotencyKey the key the caller gave, if any
 */
public record CallContext(
    String learnerId,
    String pseudonym,
    String classCode,
    String conversationId,
    String exerciseId,
    String feature,
    String requestId,
    @Nullable String idempotencyKey) {}
