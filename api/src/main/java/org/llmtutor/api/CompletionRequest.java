package org.llmtutor.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /api/exercises/{id}/complete}.
 *
 * @param language language it was solved in; the learner's preferred language when absent
 */
public record CompletionRequest(@Nullable String language) {}
