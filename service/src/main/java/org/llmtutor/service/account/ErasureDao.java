package org.llmtutor.service.account;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/** Statements on learners who go. Stateless. */
final class ErasureDao {

  private static final int FETCHED = 1_000;

  private ErasureDao() {}

  /** Removes name, token and profile; whether there was such a learner. */
  static boolean delete(Handle handle, String id) {
    return handle
            .createUpdate("/* erasure.learner */ DELETE FROM learner WHERE id = :id")
            .bind("id", id)
            .execute()
        == 1;
  }

  static void note(Handle handle, String id, Instant now) {
    handle
        .createUpdate(
            """
            /* erasure.note */
            INSERT INTO erased_learner (learner_id, erased_at) VALUES (:id, :now)
            ON CONFLICT (learner_id) DO NOTHING
            """)
        .bind("id", id)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  static Optional<Instant> erasedAt(Handle handle, String id) {
    return handle
        .createQuery(
            "/* erasure.when */ SELECT erased_at FROM erased_learner WHERE learner_id = :id")
        .bind("id", id)
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  /** The first id, of learners present or erased, that is wanted. */
  static Optional<String> findId(Handle handle, Predicate<String> wanted) {
    try (ResultIterator<String> ids =
        handle
            .createQuery(
                """
                /* erasure.ids */
                SELECT id FROM learner UNION ALL SELECT learner_id FROM erased_learner
                """)
            .setFetchSize(FETCHED)
            .mapTo(String.class)
            .iterator()) {
      for (Iterator<String> each = ids; each.hasNext(); ) {
        String id = each.next();
        if (wanted.test(id)) {
          return Optional.of(id);
        }
      }
      return Optional.empty();
    }
  }

  static long ledgerRows(Handle handle, String id) {
    return handle
        .createQuery(
            "/* erasure.ledger_rows */ SELECT COUNT(*) FROM llm_call WHERE learner_id = :id")
        .bind("id", id)
        .mapTo(Long.class)
        .one();
  }

  /** Locks the learner's row until the transaction ends; false when there is none. */
  static boolean hold(Handle handle, String id) {
    return handle
            .createUpdate(
                """
                /* erasure.hold */
                UPDATE learner SET created_at = created_at WHERE id = :id
                """)
            .bind("id", id)
            .execute()
        == 1;
  }
}
