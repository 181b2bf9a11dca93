package org.llmtutor.service.chat;

import java.io.Closeable;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetState;
import org.llmtutor.api.ChatReply;
import org.llmtutor.api.ChatRequest;
import org.llmtutor.api.Conversation;
import org.llmtutor.api.Degraded;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.cost.CallContext;
import org.llmtutor.service.cost.Degradation;
import org.llmtutor.service.cost.Meter;
import org.llmtutor.service.cost.MeteredFailure;
import org.llmtutor.service.cost.MeteredReply;
import org.llmtutor.service.database.LateWrites;
import org.llmtutor.service.llm.LlmListener;
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
  private final LateWrites late;
  private final Funding funding;
  private final int maxContextMessages;

  Tutor(
      Questions questions,
      Conversations conversations,
      Exchanges exchanges,
      ChatLimiter limiter,
      LateWrites late,
      Funding funding,
      int maxContextMessages) {
    this.questions = questions;
    this.conversations = conversations;
    this.exchanges = exchanges;
    this.limiter = limiter;
    this.late = late;
    this.funding = funding;
    this.maxContextMessages = maxContextMessages;
  }

  /** A reply in the making. */
  interface Exchange extends Closeable {

    /**
     * Answers, telling {@code listener} the text as it comes.
     *
     * @throws MeteredFailure when the provider did not; the part that came is kept
     */
    ChatReply reply(LlmListener listener) throws MeteredFailure;

    /** Gives back what was set aside, when the reply was never asked for. */
    @Override
    default void close() {}
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
        conversations.history(learner.id(), question.conversationId(), maxContextMessages);
    Exchanges.Claim claim =
        key == null || request == null ? null : exchanges.begin(learner.id(), key, request);
    ChatReply known = claim == null ? null : claim.known();
    if (known != null) {
      return listener -> replay(known, listener);
    }
    try {
      limiter.take(learner.id());
      return prepare(learner, question, history, claim, stream);
    } catch (RuntimeException e) {
      abandon(claim);
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
      Exchanges.@Nullable Claim claim,
      boolean stream) {
    Conversations.Turn turn = Conversations.Turn.of(question);
    CallContext context =
        new CallContext(
            learner.id(),
            learner.pseudonym(),
            learner.classCode() == null ? "" : learner.classCode(),
            turn.conversationId(),
            question.exercise() == null ? "" : question.exercise().id(),
            FEATURE,
            RequestId.current(),
            claim == null ? null : claim.key());
    Degradation.Fitted funded = funding.fund(context, question, history, stream);
    return new Paid(learner.id(), question, turn, claim, funded);
  }

  private void abandon(Exchanges.@Nullable Claim claim) {
    if (claim != null) {
      late.write(handle -> Exchanges.abandon(handle, claim));
    }
  }

  /** An exchange whose money is set aside. */
  private final class Paid implements Exchange {

    private final String learnerId;
    private final Question question;
    private final Conversations.Turn turn;
    private final Exchanges.@Nullable Claim claim;
    private final Meter.Call call;
    private final @Nullable Degraded degraded;
    private boolean begun;

    Paid(
        String learnerId,
        Question question,
        Conversations.Turn turn,
        Exchanges.@Nullable Claim claim,
        Degradation.Fitted funded) {
      this.learnerId = learnerId;
      this.question = question;
      this.turn = turn;
      this.claim = claim;
      this.call = funded.call();
      this.degraded = funded.degraded().orElse(null);
    }

    @Override
    public ChatReply reply(LlmListener listener) throws MeteredFailure {
      begun = true;
      return toReply(turn, question, call(listener), degraded);
    }

    private MeteredReply call(LlmListener listener) throws MeteredFailure {
      try {
        return call.run(listener, this::keep);
      } catch (MeteredFailure e) {
        uninterrupted(() -> keepPart(e.last().partial().text()));
        throw e;
      } catch (RuntimeException e) {
        uninterrupted(() -> abandon(claim));
        throw e;
      }
    }

    /** Once the call is paid for, its key must never be free again. */
    private void keep(Handle handle, MeteredReply metered) {
      ChatReply reply = toReply(turn, question, metered, degraded);
      boolean kept = conversations.add(handle, learnerId, question, turn, reply.reply(), true);
      if (claim != null) {
        String stored = kept ? exchanges.write(reply) : null;
        Exchanges.finish(handle, claim, reply.conversationId(), stored);
      }
    }

    private void keepPart(String part) {
      if (!part.isEmpty()) {
        late.write(h -> conversations.add(h, learnerId, question, turn, part, false));
      }
      abandon(claim);
    }

    @Override
    public void close() {
      if (!begun) {
        begun = true;
        call.cancel();
        abandon(claim);
      }
    }
  }

  /** What was paid for is kept even when the thread was interrupted. */
  private static void uninterrupted(Runnable work) {
    boolean interrupted = Thread.interrupted();
    try {
      work.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ChatReply toReply(
      Conversations.Turn turn,
      Question question,
      MeteredReply metered,
      @Nullable Degraded degraded) {
    TokenUsage usage = metered.usage();
    BudgetState budget = metered.budget().orElse(null);
    return new ChatReply(
        turn.replyId(),
        turn.conversationId(),
        metered.result().text(),
        question.hintLevel(),
        metered.route().provider(),
        metered.route().model(),
        metered.result().finishReason(),
        new TokenCounts(
            usage.input(),
            usage.cachedInput(),
            usage.cacheWrite(),
            usage.cacheWriteLong(),
            usage.output(),
            usage.reasoning()),
        metered.cost().toDecimal(),
        metered.basis(),
        budget == null || degraded == null ? budget : budget.warned(),
        degraded);
  }
}
