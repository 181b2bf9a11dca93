package org.llmtutor.service.account;

import com.google.common.base.Splitter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.llmtutor.api.SchoolClass;

/** Statements on learners and classes. Stateless. */
final class AccountDao {

  private AccountDao() {}

  static void insert(Handle handle, Learner learner, String tokenHash) {
    handle
        .createUpdate(
            """
            /* account.insert */
            INSERT INTO learner
              (id, display_name, level, languages, class_code, token_hash, created_at)
            VALUES (:id, :name, :level, :languages, :class, :hash, :created)
            """)
        .bind("id", learner.id())
        .bind("name", learner.displayName())
        .bind("level", learner.level())
        .bind("languages", String.join(",", learner.languages()))
        .bind("class", learner.classCode())
        .bind("hash", tokenHash)
        .bind("created", learner.createdAt().toEpochMilli())
        .execute();
  }

  static void update(Handle handle, Learner learner) {
    handle
        .createUpdate(
            """
            /* account.update */
            UPDATE learner SET display_name = :name, level = :level, languages = :languages
            WHERE id = :id
            """)
        .bind("id", learner.id())
        .bind("name", learner.displayName())
        .bind("level", learner.level())
        .bind("languages", String.join(",", learner.languages()))
        .execute();
  }

  static Optional<Learner> findByToken(Handle handle, String tokenHash) {
    return handle
        .createQuery(
            """
            /* account.find_by_token */
            SELECT id, display_name, level, languages, class_code, created_at
            FROM learner WHERE token_hash = :hash
            """)
        .bind("hash", tokenHash)
        .map(AccountDao::learner)
        .findOne();
  }

  static Optional<Learner> find(Handle handle, String id) {
    return handle
        .createQuery(
            """
            /* account.find */
            SELECT id, display_name, level, languages, class_code, created_at
            FROM learner WHERE id = :id
            """)
        .bind("id", id)
        .map(AccountDao::learner)
        .findOne();
  }

  static boolean classExists(Handle handle, String code) {
    return handle
        .createQuery("/* account.class_exists */ SELECT 1 FROM class WHERE code = :code")
        .bind("code", code)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static void putClass(Handle handle, String code, String title, Instant now) {
    handle
        .createUpdate(
            """
            /* account.put_class */
            INSERT INTO class (code, title, created_at) VALUES (:code, :title, :now)
            ON CONFLICT (code) DO UPDATE SET title = excluded.title
            """)
        .bind("code", code)
        .bind("title", title)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  static List<SchoolClass> classes(Handle handle) {
    return handle
        .createQuery(
            """
            /* account.classes */
            SELECT c.code, c.title, COUNT(l.id) AS learners
            FROM class c LEFT JOIN learner l ON l.class_code = c.code
            GROUP BY c.code, c.title ORDER BY c.code
            """)
        .map(
            (row, context) ->
                new SchoolClass(
                    row.getString("code"), row.getString("title"), row.getLong("learners")))
        .list();
  }

  private static Learner learner(ResultSet row, StatementContext context) throws SQLException {
    return new Learner(
        row.getString("id"),
        row.getString("display_name"),
        row.getString("level"),
        Splitter.on(',').splitToList(row.getString("languages")),
        row.getString("class_code"),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }
}
