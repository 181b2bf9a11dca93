package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * Reply of {@code DELETE /api/ops/learners/{id}} and {@code DELETE /api/me}: what an erasure did.
 *
 * @param id opaque, stays in the ledger
 * @param pseudonym what logs and metrics called the learner
 * @param erasedAt when the learner was erased, the first time
 * @param removed rows that were removed or emptied now, by what they were
 * @param ledgerRows rows of the ledger that stay, with their amounts alone
 */
public record LearnerErasure(
    String id,
    String pseudonym,
    @JsonProperty("erased_at") Instant erasedAt,
    Map<String, Long> removed,
    @JsonProperty("ledger_rows") long ledgerRows) {

  /** Copies the map. */
  public LearnerErasure {
    removed = Map.copyOf(removed);
  }
}
