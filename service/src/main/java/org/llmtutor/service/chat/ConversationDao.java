package org.llmtutor.service.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.Conversation;

/** Statements on conversations and messages. Stateless. */
final class ConversationDao {

  /** Sorts behind every ULID, in any collation. */
  private static final String AFTER_ALL = "Z".repeat(26);

  private ConversationDao() {}

  static void insert(
      Handle handle, String id, String learnerId, @Nullable String exerciseId, Instant now) {
    handle
        .createUpdate(
            """
            /* conversation.insert */
            INSERT INTO conversation (id, learner_id, exercise_id, created_at, updated_at)
            VALUES (:id, :learner, :exercise, :now, :now)
            ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at
            """)
        .bind("id", id)
        .bind("learner", learnerId)
        .bind("exercise", exerciseId)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Notes that a conversation goes on; false when it has been erased. */
  static boolean touch(Handle handle, String id, String learnerId, Instant now) {
    return handle
            .createUpdate(
                """
                /* conversation.touch */
                UPDATE conversation SET updated_at = :now WHERE id = :id AND learner_id = :learner
                """)
            .bind("id", id)
            .bind("learner", learnerId)
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  static void addMessage(Handle handle, String conversationId, Conversation.Message message) {
    handle
        .createUpdate(
            """
            /* conversation.add_message */
            INSERT INTO message (id, conversation_id, role, body, complete, created_at)
            VALUES (:id, :conversation, :role, :body, :complete, :now)
            ON CONFLICT (id) DO NOTHING
            """)
        .bind("id", message.id())
        .bind("conversation", conversationId)
        .bind("role", message.role())
        .bind("body", message.text())
        .bind("complete", message.complete() ? 1 : 0)
        .bind("now", message.createdAt().toEpochMilli())
        .execute();
  }

  static Optional<Conversation> find(Handle handle, String learnerId, String id) {
    return handle
        .createQuery(
            """
            /* conversation.find */
            SELECT id, exercise_id, created_at, updated_at
            FROM conversation WHERE id = :id AND learner_id = :learner
            """)
        .bind("id", id)
        .bind("learner", learnerId)
        .map((row, context) -> conversation(row))
        .findOne();
  }

  /** Newest first, those made before {@code cursor}. */
  static List<Conversation> list(
      Handle handle, String learnerId, @Nullable String cursor, int limit) {
    return handle
        .createQuery(
            """
            /* conversation.list */
            SELECT id, exercise_id, created_at, updated_at
            FROM conversation WHERE learner_id = :learner AND id < :cursor
            ORDER BY id DESC LIMIT :limit
            """)
        .bind("learner", learnerId)
        .bind("cursor", cursor == null ? AFTER_ALL : cursor)
        .bind("limit", limit)
        .map((row, context) -> conversation(row))
        .list();
  }

  /** The newest messages, oldest first. */
  static List<Conversation.Message> messages(Handle handle, String conversationId, int limit) {
    List<Conversation.Message> newestFirst =
        handle
            .createQuery(
                """
                /* conversation.messages */
                SELECT id, role, body, complete, created_at
                FROM message WHERE conversation_id = :conversation
                ORDER BY id DESC LIMIT :limit
                """)
            .bind("conversation", conversationId)
            .bind("limit", limit)
            .map((row, context) -> message(row))
            .list();
    List<Conversation.Message> oldestFirst = new ArrayList<>(newestFirst);
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }

  /** Erases text and feedback; the ledger keeps its rows, which hold no text. */
  static boolean delete(Handle handle, String learnerId, String id) {
    int deleted =
        handle
            .createUpdate(
                """
                /* conversation.delete */
                DELETE FROM conversation WHERE id = :id AND learner_id = :learner
                """)
            .bind("id", id)
            .bind("learner", learnerId)
            .execute();
    if (deleted == 0) {
      return false;
    }
    handle
        .createUpdate(
            """
            /* conversation.erase_replies */
            UPDATE chat_exchange SET reply = NULL WHERE conversation_id = :id
            """)
        .bind("id", id)
        .execute();
    return true;
  }

  /** Keeps the last word on a tutor's message; false when it is not one of the learner's. */
  static boolean putFeedback(
      Handle handle,
      String learnerId,
      String messageId,
      String rating,
      @Nullable String comment,
      Instant now) {
    return handle
            .createUpdate(
                """
                /* conversation.put_feedback */
                INSERT INTO message_feedback (message_id, rating, comment, created_at)
                SELECT m.id, :rating, :comment, :now
                FROM message m JOIN conversation c ON c.id = m.conversation_id
                WHERE m.id = :id AND m.role = 'tutor' AND c.learner_id = :learner
                ON CONFLICT (message_id) DO UPDATE
                SET rating = excluded.rating, comment = excluded.comment,
                    created_at = excluded.created_at
                """)
            .bind("id", messageId)
            .bind("learner", learnerId)
            .bind("rating", rating)
            .bind("comment", comment)
            .bind("now", now.toEpochMilli())
            .execute()
        > 0;
  }

  private static Conversation conversation(ResultSet row) throws SQLException {
    return new Conversation(
        row.getString("id"),
        row.getString("exercise_id"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        null);
  }

  private static Conversation.Message message(ResultSet row) throws SQLException {
    return new Conversation.Message(
        row.getString("id"),
        row.getString("role"),
        row.getString("body"),
        row.getInt("complete") == 1,
        Instant.ofEpochMilli(row.getLong("created_at")));
  }
}
