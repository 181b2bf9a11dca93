package org.llmtutor.service.cost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.llm.TokenUsage;

/** Statements on ledger rows. Stateless. */
final class LedgerDao {

  private LedgerDao() {}

  static void insertHolds(Handle handle, List<HoldWork.Request> requests) {
    PreparedBatch rows =
        handle.prepareBatch(
            """
            /* ledger.hold */
            INSERT INTO llm_call
              (id, idempotency_key, attempt, learner_id, class_code, conversation_id, exercise_id,
               feature, provider, model, state, held_nanos, price_id, usage_day, started_at,
               lease_until, request_id)
            VALUES
              (:id, :key, :attempt, :learner, :class, :conversation, :exercise,
               :feature, :provider, :model, 'held', :held, :price, :day, :started,
               :lease, :request)
            """);
    for (HoldWork.Request request : requests) {
      Hold hold = request.hold();
      CallContext context = hold.context();
      rows.bind("id", hold.id())
          .bind("key", context.idempotencyKey())
          .bind("attempt", request.attempt())
          .bind("learner", context.learnerId())
          .bind("class", context.classCode())
          .bind("conversation", context.conversationId())
          .bind("exercise", context.exerciseId())
          .bind("feature", context.feature())
          .bind("provider", hold.provider())
          .bind("model", hold.model())
          .bind("held", hold.amount().nanos())
          .bind("price", hold.price().id())
          .bind("day", hold.day().toString())
          .bind("started", hold.startedAt().toEpochMilli())
          .bind("lease", request.leaseUntil().toEpochMilli())
          .bind("request", context.requestId())
          .add();
    }
    rows.execute();
  }

  /** Books the outcomes; false for a row that was settled or released before. */
  static boolean[] settle(Handle handle, List<SettleWork.Request> requests, Instant now) {
    PreparedBatch rows =
        handle.prepareBatch(
            """
            /* ledger.settle */
            UPDATE llm_call SET
              state = 'settled', cost_nanos = :cost, cost_basis = :basis,
              input_tokens = :input, cached_input_tokens = :cached,
              cache_write_tokens = :write, cache_write_long_tokens = :long,
              output_tokens = :output, reasoning_tokens = :reasoning,
              service_tier = :tier, settled_at = :now, latency_ms = :latency,
              first_token_ms = :first, finish_reason = :finish, error_type = :error
            WHERE id = :id AND state IN ('held', 'unknown')
            """);
    for (SettleWork.Request request : requests) {
      Settlement settlement = request.settlement();
      bindUsage(rows, settlement.usage())
          .bind("id", request.hold().id())
          .bind("cost", settlement.cost().nanos())
          .bind("basis", settlement.basis())
          .bind("now", now.toEpochMilli())
          .bind("latency", settlement.latency().toMillis())
          .bind("first", millis(settlement.firstToken()))
          .bind("finish", settlement.finishReason())
          .bind("error", settlement.errorType())
          .bind("tier", settlement.serviceTier())
          .add();
    }
    int[] changed = rows.execute();
    boolean[] booked = new boolean[changed.length];
    for (int i = 0; i < changed.length; i++) {
      booked[i] = changed[i] == 1;
    }
    return booked;
  }

  /**
   * Ends a hold without a cost; false when it was settled or released before. One whose lease had
   * passed meanwhile, as when the clock was set forward, is ended all the same.
   */
  static boolean end(
      Handle handle, String id, String state, String errorType, Duration latency, Instant now) {
    return handle
            .createUpdate(
                """
                /* ledger.end */
                UPDATE llm_call SET
                  state = :state, error_type = :error, latency_ms = :latency, settled_at = :now
                WHERE id = :id AND state IN ('held', 'unknown')
                """)
            .bind("id", id)
            .bind("state", state)
            .bind("error", errorType)
            .bind("latency", latency.toMillis())
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  /** Turns holds past their lease into unknown cost; returns how many. */
  static int expire(Handle handle, Instant now) {
    return handle
        .createUpdate(
            """
            /* ledger.expire */
            UPDATE llm_call SET state = 'unknown', error_type = 'lease_expired', settled_at = :now
            WHERE state = 'held' AND lease_until < :now
            """)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  private static PreparedBatch bindUsage(PreparedBatch statement, TokenUsage usage) {
    return statement
        .bind("input", usage.input())
        .bind("cached", usage.cachedInput())
        .bind("write", usage.cacheWrite())
        .bind("long", usage.cacheWriteLong())
        .bind("output", usage.output())
        .bind("reasoning", usage.reasoning());
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
