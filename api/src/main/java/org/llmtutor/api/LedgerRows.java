package org.llmtutor.api;

import java.util.List;

/**
 * Reply of {@code GET /api/ops/ledger/rows}: rows of one call, of one request or of one key.
 *
 * @param rows oldest first
 */
public record LedgerRows(List<LedgerRow> rows) {

  /** Copies the list. */
  public LedgerRows {
    rows = List.copyOf(rows);
  }
}
