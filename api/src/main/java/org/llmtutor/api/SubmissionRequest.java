package org.llmtutor.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /api/exercises/{id}/submissions}. Code runs on the learner's machine, never
 * on the server; the learner's runner reports what each case returned and the server judges it.
 *
 * @param language language of the code, required
 * @param code the learner's code, required
 * @param outputs what the code returned, by case name; a case that is missing did not run
 */
public record SubmissionRequest(
    @Nullable String language, @Nullable String code, @Nullable Map<String, Object> outputs) {}
