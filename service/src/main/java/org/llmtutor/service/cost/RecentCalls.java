package org.llmtutor.service.cost;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.llmtutor.service.database.Database;

/** What the ledger knows of the last minutes, by learner. Safe for concurrent use. */
public final class RecentCalls {

  private final Database database;
  private final int maxLearners;

  /** Reads {@code database}; of more learners those with the latest calls. */
  public RecentCalls(Database database, int maxLearners) {
    this.database = database;
    this.maxLearners = maxLearners;
  }

  /**
   * A learner's calls.
   *
   * @param messages how many, repeated attempts not counted
   * @param first when the first of them began
   * @param last when the last of them began
   */
  public record Calls(int messages, Instant first, Instant last) {}

  /** The calls that began at {@code from} or later, by learner. */
  public Map<String, Calls> since(Instant from) {
    // Ids begin with their time, and there is no index on started_at.
    String firstId = Ulid.min(from.toEpochMilli()).toString();
    Map<String, Calls> calls = new HashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    /* ledger.recent */
                    SELECT learner_id, SUM(CASE WHEN attempt = 1 THEN 1 ELSE 0 END) AS messages,
                      MIN(started_at) AS first_at, MAX(started_at) AS last_at
                    FROM llm_call
                    WHERE id >= :first AND started_at >= :from
                    GROUP BY learner_id ORDER BY last_at DESC LIMIT :max
                    """)
                .bind("first", firstId)
                .bind("from", from.toEpochMilli())
                .bind("max", maxLearners)
                .map(
                    (row, context) ->
                        calls.put(
                            row.getString("learner_id"),
                            new Calls(
                                row.getInt("messages"),
                                Instant.ofEpochMilli(row.getLong("first_at")),
                                Instant.ofEpochMilli(row.getLong("last_at")))))
                .list());
    return calls;
  }
}
