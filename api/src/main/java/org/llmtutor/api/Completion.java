package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Reply of {@code POST /api/exercises/{id}/complete}. Completing again changes nothing and returns
 * the first completion.
 *
 * @param exerciseId the exercise
 * @param language language it was solved in
 * @param verified whether a passing submission stands behind it
 * @param completedAt when it was first completed
 */
public record Completion(
    @JsonProperty("exercise_id") String exerciseId,
    String language,
    boolean verified,
    @JsonProperty("completed_at") Instant completedAt) {}
