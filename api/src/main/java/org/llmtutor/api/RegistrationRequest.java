package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /api/users}.
 *
 * @param displayName 1 to 64 characters, required
 * @param level {@code beginner} (default), {@code intermediate} or {@code advanced}
 * @param languages programming languages in order of preference, {@code python} (default) or {@code
 *     java}
 * @param classCode joins the class with this code; absent for a learner without a class
 */
public record RegistrationRequest(
    @JsonProperty("display_name") @Nullable String displayName,
    @Nullable String level,
    @Nullable List<String> languages,
    @JsonProperty("class_code") @Nullable String classCode) {}
