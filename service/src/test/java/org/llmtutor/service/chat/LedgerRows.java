package org.llmtutor.service.chat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.llmtutor.service.database.TestAddress;

/** Reads the database of a running service from outside. */
final class LedgerRows {

  private final Jdbi jdbi;

  LedgerRows(Path directory) {
    this.jdbi = Jdbi.create(TestAddress.in(directory));
  }

  /** Rows of one request, in the order of attempts. */
  List<Map<String, Object>> of(String requestId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM llm_call WHERE request_id = :id ORDER BY attempt")
                .bind("id", requestId)
                .mapToMap()
                .list());
  }

  long number(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
