package org.llmtutor.service.chat;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.Conversation;
import org.llmtutor.api.ConversationPage;
import org.llmtutor.service.account.Erasure;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;

/** Conversations, each visible to its learner alone. Safe for concurrent use. */
final class Conversations {

  static final String LEARNER = "learner";
  static final String TUTOR = "tutor";

  /** Messages of one conversation that a reply shows at most. */
  private static final int MAX_SHOWN = 500;

  private final Database database;
  private final Clock clock;

  Conversations(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The newest messages of a conversation; none when {@code id} is null. */
  List<Conversation.Message> history(String learnerId, @Nullable String id, int limit) {
    if (id == null) {
      return List.of();
    }
    return database.read(
        handle -> {
          require(handle, learnerId, id);
          return ConversationDao.messages(handle, id, limit);
        });
  }

  /**
   * The ids of one turn, fixed before it is kept so that keeping it twice changes nothing.
   *
   * @param conversationId the conversation, new or going on
   * @param questionId the learner's message
   * @param replyId the tutor's message
   */
  record Turn(String conversationId, String questionId, String replyId) {

    static Turn of(Question question) {
      String given = question.conversationId();
      return new Turn(given == null ? newId() : given, newId(), newId());
    }
  }

  /**
   * Adds what the learner said and, unless nothing came, what the tutor said. False, and nothing is
   * kept, when the conversation or the learner was erased meanwhile.
   */
  boolean add(
      Handle handle,
      String learnerId,
      Question question,
      Turn turn,
      String reply,
      boolean complete) {
    Instant now = clock.instant();
    String id = turn.conversationId();
    if (!Erasure.isThere(handle, learnerId)) {
      return false;
    }
    if (question.conversationId() == null) {
      String exerciseId = question.exercise() == null ? null : question.exercise().id();
      ConversationDao.insert(handle, id, learnerId, exerciseId, now);
    } else if (!ConversationDao.touch(handle, id, learnerId, now)) {
      return false;
    }
    Conversation.Message asked =
        new Conversation.Message(turn.questionId(), LEARNER, question.text(), true, now);
    ConversationDao.addMessage(handle, id, asked);
    if (!reply.isEmpty()) {
      Conversation.Message said =
          new Conversation.Message(turn.replyId(), TUTOR, reply, complete, now);
      ConversationDao.addMessage(handle, id, said);
    }
    return true;
  }

  Conversation get(String learnerId, String id) {
    return database.read(
        handle -> {
          Conversation found = require(handle, learnerId, id);
          return new Conversation(
              found.id(),
              found.exerciseId(),
              found.createdAt(),
              found.updatedAt(),
              ConversationDao.messages(handle, id, MAX_SHOWN));
        });
  }

  ConversationPage list(String learnerId, @Nullable String cursor, int limit) {
    List<Conversation> found =
        database.read(handle -> ConversationDao.list(handle, learnerId, cursor, limit + 1));
    if (found.size() <= limit) {
      return new ConversationPage(found, null);
    }
    List<Conversation> page = found.subList(0, limit);
    return new ConversationPage(page, page.get(limit - 1).id());
  }

  void delete(String learnerId, String id) {
    boolean deleted = database.write(handle -> ConversationDao.delete(handle, learnerId, id));
    if (!deleted) {
      throw ApiException.notFound("conversation");
    }
  }

  void putFeedback(String learnerId, String messageId, String rating, @Nullable String comment) {
    boolean kept =
        database.write(
            handle ->
                ConversationDao.putFeedback(
                    handle, learnerId, messageId, rating, comment, clock.instant()));
    if (!kept) {
      throw ApiException.notFound("message");
    }
  }

  static String newId() {
    return UlidCreator.getMonotonicUlid().toString();
  }

  private static Conversation require(Handle handle, String learnerId, String id) {
    return ConversationDao.find(handle, learnerId, id)
        .orElseThrow(() -> ApiException.notFound("conversation"));
  }
}
