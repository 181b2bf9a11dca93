package org.llmtutor.service.account;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Statements on operators' sessions. Stateless. */
final class SessionDao {

  private SessionDao() {}

  static void insert(Handle handle, String hash, Instant opened, Instant expires) {
    handle
        .createUpdate(
            """
            /* session.insert */
            INSERT INTO operator_session (id_hash, opened_at, expires_at)
            VALUES (:hash, :opened, :expires)
            """)
        .bind("hash", hash)
        .bind("opened", opened.toEpochMilli())
        .bind("expires", expires.toEpochMilli())
        .execute();
  }

  static Optional<Instant> expiry(Handle handle, String hash) {
    return handle
        .createQuery(
            "/* session.find */ SELECT expires_at FROM operator_session WHERE id_hash = :hash")
        .bind("hash", hash)
        .map((row, context) -> Instant.ofEpochMilli(row.getLong(1)))
        .findOne();
  }

  static void delete(Handle handle, String hash) {
    handle
        .createUpdate("/* session.delete */ DELETE FROM operator_session WHERE id_hash = :hash")
        .bind("hash", hash)
        .execute();
  }

  /** Removes what has expired by {@code now}, and all but the {@code kept} newest. */
  static void prune(Handle handle, Instant now, int kept) {
    handle
        .createUpdate(
            """
            /* session.prune */
            DELETE FROM operator_session
            WHERE expires_at <= :now OR id_hash NOT IN (
              SELECT id_hash FROM operator_session ORDER BY opened_at DESC, id_hash LIMIT :kept)
            """)
        .bind("now", now.toEpochMilli())
        .bind("kept", kept)
        .execute();
  }
}
