package org.llmtutor.service.chat;

import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.llmtutor.service.account.LearnerRecords;

/** Conversations, messages, feedback and kept replies of a learner. Stateless. */
public final class ChatRecords implements LearnerRecords {

  @Override
  public Map<String, Long> count(Handle handle, String learnerId) {
    return handle
        .createQuery(
            """
            /* chat.count_of_learner */
            SELECT
              (SELECT COUNT(*) FROM conversation WHERE learner_id = :id) AS conversations,
              (SELECT COUNT(*) FROM message m JOIN conversation c ON c.id = m.conversation_id
               WHERE c.learner_id = :id) AS messages,
              (SELECT COUNT(*) FROM message_feedback f JOIN message m ON m.id = f.message_id
               JOIN conversation c ON c.id = m.conversation_id
               WHERE c.learner_id = :id) AS feedback,
              (SELECT COUNT(*) FROM chat_exchange WHERE learner_id = :id) AS replies
            """)
        .bind("id", learnerId)
        .map(
            (row, context) ->
                Map.of(
                    "conversations", row.getLong("conversations"),
                    "messages", row.getLong("messages"),
                    "feedback", row.getLong("feedback"),
                    "kept_replies", row.getLong("replies")))
        .one();
  }

  /** Messages and feedback go with their conversations. */
  @Override
  public void erase(Handle handle, String learnerId) {
    handle
        .createUpdate(
            "/* chat.erase_conversations */ DELETE FROM conversation WHERE learner_id = :id")
        .bind("id", learnerId)
        .execute();
    handle
        .createUpdate("/* chat.erase_exchanges */ DELETE FROM chat_exchange WHERE learner_id = :id")
        .bind("id", learnerId)
        .execute();
  }
}
