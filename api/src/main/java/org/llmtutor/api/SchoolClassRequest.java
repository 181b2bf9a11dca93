package org.llmtutor.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /api/ops/classes/{code}}.
 *
 * @param title 1 to 100 characters; the code when absent
 */
public record SchoolClassRequest(@Nullable String title) {}
