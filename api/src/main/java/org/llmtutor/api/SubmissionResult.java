package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code POST /api/exercises/{id}/submissions}, in the shape that test runners for coding
 * exercises share: {@code version}, {@code status}, {@code tests}.
 *
 * @param id the submission's id
 * @param version version of this shape, 2
 * @param status {@code pass}, {@code fail} (a case returned something else) or {@code error} (a
 *     case did not run)
 * @param message why the status is {@code error}; absent otherwise
 * @param tests one entry per case, in the exercise's order
 * @param submittedAt when the server judged it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubmissionResult(
    String id,
    int version,
    String status,
    @Nullable String message,
    List<Test> tests,
    @JsonProperty("submitted_at") Instant submittedAt) {

  /** Copies the list. */
  public SubmissionResult {
    tests = List.copyOf(tests);
  }

  /**
   * Outcome of one case.
   *
   * @param name the case's name
   * @param status {@code pass}, {@code fail} or {@code error}
   * @param message what was expected and what came; absent when the case passed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Test(String name, String status, @Nullable String message) {}
}
