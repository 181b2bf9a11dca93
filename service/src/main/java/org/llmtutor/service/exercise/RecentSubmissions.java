package org.llmtutor.service.exercise;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.llmtutor.service.database.Database;

/** Who submitted something in the last minutes. Safe for concurrent use. */
public final class RecentSubmissions {

  private final Database database;
  private final int maxLearners;

  /** Reads {@code database}; of more learners those with the latest submissions. */
  public RecentSubmissions(Database database, int maxLearners) {
    this.database = database;
    this.maxLearners = maxLearners;
  }

  /** When each learner submitted last, of those who did at {@code from} or later. */
  public Map<String, Instant> since(Instant from) {
    // Ids begin with their time, and no index begins with submitted_at.
    String firstId = Ulid.min(from.toEpochMilli()).toString();
    Map<String, Instant> last = new HashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    /* exercise.recent */
                    SELECT learner_id, MAX(submitted_at) AS last_at
                    FROM exercise_submission
                    WHERE id >= :first AND submitted_at >= :from
                    GROUP BY learner_id ORDER BY last_at DESC LIMIT :max
                    """)
                .bind("first", firstId)
                .bind("from", from.toEpochMilli())
                .bind("max", maxLearners)
                .map(
                    (row, context) ->
                        last.put(
                            row.getString("learner_id"),
                            Instant.ofEpochMilli(row.getLong("last_at"))))
                .list());
    return last;
  }
}
