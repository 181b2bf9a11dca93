package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learner as the learner sees it: reply of {@code GET} and {@code PATCH /api/me}.
 *
 * @param id the learner's id
 * @param displayName name shown to the learner
 * @param level {@code beginner}, {@code intermediate} or {@code advanced}
 * @param languages programming languages in order of preference
 * @param classCode the class joined, if any
 * @param createdAt when the learner registered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(
    String id,
    @JsonProperty("display_name") String displayName,
    String level,
    List<String> languages,
    @JsonProperty("class_code") @Nullable String classCode,
    @JsonProperty("created_at") Instant createdAt) {

  /** Copies the list. */
  public Profile {
    languages = List.copyOf(languages);
  }
}
