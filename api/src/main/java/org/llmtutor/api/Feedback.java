package org.llmtutor.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /api/chat/messages/{id}/feedback}.
 *
 * @param rating {@code up} or {@code down}, required
 * @param comment up to 2,000 characters
 */
public record Feedback(@Nullable String rating, @Nullable String comment) {}
