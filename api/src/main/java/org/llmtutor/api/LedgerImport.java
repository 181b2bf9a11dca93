package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Reply of {@code POST /api/ops/ledger/import}: what became of one batch of rows.
 *
 * @param added rows that are in the ledger now and were not before
 * @param skipped rows that were in the ledger already, exactly so
 * @param refused lines that were not added
 */
public record LedgerImport(long added, long skipped, List<Refusal> refused) {

  /** Copies the list. */
  public LedgerImport {
    refused = List.copyOf(refused);
  }

  /**
   * A line that was not added.
   *
   * @param line number within the batch, from 1
   * @param conflict whether the ledger has another row of the same id
   * @param problem what is wrong with it
   */
  public record Refusal(
      @JsonProperty("line") long line,
      @JsonProperty("conflict") boolean conflict,
      @JsonProperty("problem") String problem) {}
}
