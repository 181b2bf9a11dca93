package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error reply.
 *
 * @param code stable machine-readable identifier, for example {@code budget_exceeded}
 * @param message one sentence for a person: what is wrong and what to do; never echoes the request
 * @param requestId identifies the request in logs and error reports
 * @param resetsAt when a budget or rate limit allows the request again; only on such refusals
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiError(
    String code,
    String message,
    @JsonProperty("request_id") String requestId,
    @JsonProperty("resets_at") @Nullable Instant resetsAt) {

  /** An error that does not go away with time. */
  public ApiError(String code, String message, String requestId) {
    this(code, message, requestId, null);
  }
}
