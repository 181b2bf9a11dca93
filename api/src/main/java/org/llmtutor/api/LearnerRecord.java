package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/ops/learners/{id}}: what is kept of a learner, without name and text.
 *
 * @param id opaque, stays in the ledger
 * @param pseudonym what logs and metrics call the learner
 * @param classCode the class joined, if any
 * @param createdAt when the learner registered; absent once erased
 * @param erasedAt when the learner was erased
 * @param records rows by what they are, such as {@code messages}; none once erased
 * @param ledgerRows rows of the ledger, which stay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LearnerRecord(
    String id,
    String pseudonym,
    @JsonProperty("class_code") @Nullable String classCode,
    @JsonProperty("created_at") @Nullable Instant createdAt,
    @JsonProperty("erased_at") @Nullable Instant erasedAt,
    Map<String, Long> records,
    @JsonProperty("ledger_rows") long ledgerRows) {

  /** Copies the map. */
  public LearnerRecord {
    records = Map.copyOf(records);
  }
}
