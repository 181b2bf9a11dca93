package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/exercises}.
 *
 * @param items the page, ordered by id
 * @param nextCursor pass as {@code cursor} for the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExercisePage(
    List<ExerciseSummary> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {

  /** Copies the list. */
  public ExercisePage {
    items = List.copyOf(items);
  }
}
