package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PATCH /api/me}; an absent property is left as it is. Limits are those of {@link
 * RegistrationRequest}.
 *
 * @param displayName new display name
 * @param level new level
 * @param languages new languages, in order of preference
 */
public record ProfilePatch(
    @JsonProperty("display_name") @Nullable String displayName,
    @Nullable String level,
    @Nullable List<String> languages) {}
