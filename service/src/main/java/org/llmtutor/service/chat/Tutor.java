package org.llmtutor.service.chat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ChatReply;
import org.llmtutor.api.ChatRequest;
import org.llmtutor.api.Conversation;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.cost.CallContext;
import org.llmtutor.service.cost.Meter;
import org.llmtutor.service.cost.MeteredFailure;
import org.llmtutor.service.cost.MeteredReply;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.llm.LlmClient;
import org.llmtutor.service.llm.LlmConfig;
import org.llmtutor.service.llm.LlmException;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.llm.LlmRequest;
import org.llmtutor.service.llm.TokenUsage;
import org.llmtutor.service.telemetry.RequestId;

/**
 * Answers a learner: prompt, hold, call, settle, conversation. Safe for concurrent use.
 *
 * <p>An exchange has two halves, so that a refusal is an HTTP status even when the reply is
 * streamed: {@link #begin} validates and sets the money aside, {@link Exchange#reply} calls the
 * provider.
 */
final class Tutor {

  private static final String FEATURE = "chat";

  private final Questions questions;
  private final Conversations conversations;
  private final Exchanges exchanges;
  private final ChatLimiter limiter;
  private final Database database;
  private final Meter meter;
  private final LlmClient client;
  private final LlmConfig llm;
  private final ChatConfig config;

  Tutor(
      Questions questions,
      Conversations conversations,
      Exchanges exchanges,
      ChatLimiter limiter,
      Database database,
      Meter meter,
      LlmClient client,
      LlmConfig llm,
      ChatConfig config) {
    this.questions = questions;
    this.conversations = conversations;
    this.exchanges = exchanges;
    this.limiter = limiter;
    this.database = database;
    this.meter = meter;
    this.client = client;
    this.llm = llm;
    this.config = config;
  }

  /** A reply in the making. */
  interface Exchange {

    /**
     * Answers, telling {@code listener} the text as it comes.
     *
     * @throws MeteredFailure when the provider did not; the part that came is kept
     */
    ChatReply reply(LlmListener listener) throws MeteredFailure;
  }

  /**
   * Validates, applies the limits and sets the money aside.
   *
   * @param key the caller's {@code Idempotency-Key}, if any
   * @param stream whether the text is wanted as it comes
   */
  Exchange begin(
      Learner learner, @Nullable ChatRequest request, @Nullable String key, boolean stream) {
    Question question = questions.from(learner, request);
    List<Conversation.Message> history =
        conversations.history(learner.id(), question.conversationId(), config.maxContextMessages());
    if (key != null && request != null) {
      Optional<ChatReply> known = exchanges.begin(learner.id(), key, request);
      if (known.isPresent()) {
        return listener -> replay(known.get(), listener);
      }
    }
    try {
      limiter.take(learner.id());
      return prepare(learner, question, history, key, stream);
    } catch (RuntimeException e) {
      abandon(learner, key);
      throw e;
    }
  }

  private static ChatReply replay(ChatReply reply, LlmListener listener) {
    listener.delta(reply.reply());
    return reply;
  }

  private Exchange prepare(
      Learner learner,
      Question question,
      List<Conversation.Message> history,
      @Nullable String key,
      boolean stream) {
    String given = question.conversationId();
    String conversationId = given == null ? Conversations.newId() : given;
    LlmRequest call =
        new LlmRequest(
            llm.model(),
            Prompt.messages(question, history, config),
            llm.maxOutputTokens(),
            llm.deadline(),
            RequestId.current(),
            stream,
            Prompt.grounding(question));
    CallContext context =
        new CallContext(
            learner.id(),
            learner.pseudonym(),
            learner.classCode() == null ? "" : learner.classCode(),
            conversationId,
            question.exercise() == null ? "" : question.exercise().id(),
            FEATURE,
            RequestId.current(),
            key);
    Meter.Call metered = meter.prepare(context, client, call);
    return listener -> run(learner, question, conversationId, key, metered, listener);
  }

  private ChatReply run(
      Learner learner,
      Question question,
      String conversationId,
      @Nullable String key,
      Meter.Call call,
      LlmListener listener)
      throws MeteredFailure {
    String messageId = Conversations.newId();
    try {
      MeteredReply metered = call.run(listener);
      ChatReply reply = toReply(messageId, conversationId, question, metered);
      database.write(
          handle -> {
            conversations.add(
                handle, learner.id(), conversationId, question, messageId, reply.reply(), true);
            if (key != null) {
              exchanges.finish(handle, learner.id(), key, reply);
            }
            return reply;
          });
      return reply;
    } catch (MeteredFailure e) {
      keepPart(learner, question, conversationId, messageId, e.last());
      abandon(learner, key);
      throw e;
    } catch (RuntimeException e) {
      abandon(learner, key);
      throw e;
    }
  }

  private void keepPart(
      Learner learner,
      Question question,
      String conversationId,
      String messageId,
      LlmException failure) {
    boolean interrupted = Thread.interrupted();
    try {
      String part = failure.partial().text();
      if (!part.isEmpty()) {
        database.write(
            handle -> {
              conversations.add(
                  handle, learner.id(), conversationId, question, messageId, part, false);
              return messageId;
            });
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void abandon(Learner learner, @Nullable String key) {
    if (key != null) {
      exchanges.abandon(learner.id(), key);
    }
  }

  private ChatReply toReply(
      String messageId, String conversationId, Question question, MeteredReply metered) {
    TokenUsage usage = metered.usage();
    return new ChatReply(
        messageId,
        conversationId,
        metered.result().text(),
        question.hintLevel(),
        client.provider(),
        llm.model(),
        metered.result().finishReason(),
        new TokenCounts(
            usage.input(),
            usage.cachedInput(),
            usage.cacheWrite(),
            usage.output(),
            usage.reasoning()),
        metered.cost().toDecimal(),
        metered.basis(),
        metered.budget().orElse(null));
  }
}
