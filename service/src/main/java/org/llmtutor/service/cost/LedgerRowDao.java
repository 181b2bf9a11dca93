package org.llmtutor.service.cost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.TokenCounts;

/** Statements on whole ledger rows, as they are read, exported and imported. Stateless. */
final class LedgerRowDao {

  private static final int MOST_OF_ONE_REQUEST = 100;

  private LedgerRowDao() {}

  /** The rows of a day whose ids follow {@code after}, in the order of their ids. */
  static List<LedgerRow> page(Handle handle, LocalDate day, String after, int most) {
    return handle
        .createQuery(
            """
            /* ledger.page */
            SELECT * FROM llm_call WHERE usage_day = :day AND id > :after ORDER BY id LIMIT :most
            """)
        .bind("day", day.toString())
        .bind("after", after)
        .bind("most", most)
        .map((row, context) -> row(row))
        .list();
  }

  /** The first day on which anything is booked. */
  static Optional<LocalDate> firstDay(Handle handle) {
    return handle
        .createQuery("/* ledger.first_day */ SELECT MIN(usage_day) FROM llm_call")
        .mapTo(String.class)
        .findOne()
        .map(LocalDate::parse);
  }

  static Optional<LedgerRow> byId(Handle handle, String id) {
    return handle
        .createQuery("/* ledger.by_id */ SELECT * FROM llm_call WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> row(row))
        .findOne();
  }

  static List<LedgerRow> byRequest(Handle handle, String requestId) {
    return handle
        .createQuery(
            """
            /* ledger.by_request */
            SELECT * FROM llm_call WHERE request_id = :request ORDER BY id LIMIT :most
            """)
        .bind("request", requestId)
        .bind("most", MOST_OF_ONE_REQUEST)
        .map((row, context) -> row(row))
        .list();
  }

  /** Rows of every learner who sent this key; keys are a learner's own. */
  static List<LedgerRow> byKey(Handle handle, String key) {
    return handle
        .createQuery(
            """
            /* ledger.by_key */
            SELECT * FROM llm_call WHERE idempotency_key = :key ORDER BY id LIMIT :most
            """)
        .bind("key", key)
        .bind("most", MOST_OF_ONE_REQUEST)
        .map((row, context) -> row(row))
        .list();
  }

  /** Keys of which more than one whole reply was paid for, in one day and the one before. */
  static List<DoubleKey> doubleKeys(Handle handle, LocalDate day) {
    return handle
        .createQuery(
            """
            /* ledger.double_keys */
            SELECT learner_id, idempotency_key, attempt, COUNT(*) AS calls,
              MIN(id) AS first_id, MAX(id) AS last_id,
              MAX(started_at) AS last_start, MIN(lease_until) AS first_lease,
              SUM(cost_nanos) - MIN(cost_nanos) AS more_nanos
            FROM llm_call
            WHERE usage_day IN (:day, :before) AND state = 'settled'
              AND error_type IS NULL AND idempotency_key IS NOT NULL
            GROUP BY learner_id, idempotency_key, attempt
            HAVING COUNT(*) > 1 AND MAX(usage_day) = :day
            ORDER BY MIN(id)
            """)
        .bind("day", day.toString())
        .bind("before", day.minusDays(1).toString())
        .map(
            (row, context) ->
                new DoubleKey(
                    row.getString("first_id"),
                    row.getString("last_id"),
                    row.getLong("calls"),
                    row.getLong("last_start") < row.getLong("first_lease"),
                    new Usd(row.getLong("more_nanos"))))
        .list();
  }

  /**
   * More than one whole reply for one key.
   *
   * @param overlap whether they were made at the same time
   * @param more what all but the cheapest cost
   */
  record DoubleKey(String firstId, String lastId, long calls, boolean overlap, Usd more) {}

  /** Adds a row; false when there is one of its id. */
  static boolean insert(Handle handle, LedgerRow row) {
    return handle
            .createUpdate(
                """
                /* ledger.import */
                INSERT INTO llm_call
                  (id, idempotency_key, attempt, learner_id, class_code, conversation_id,
                   exercise_id, feature, provider, model, state, held_nanos, input_tokens,
                   cached_input_tokens, cache_write_tokens, cache_write_long_tokens, output_tokens,
                   reasoning_tokens, cost_nanos, cost_basis, price_id, service_tier, usage_day,
                   started_at, settled_at, lease_until, latency_ms, first_token_ms, finish_reason,
                   error_type, request_id)
                VALUES
                  (:id, :key, :attempt, :learner, :class, :conversation,
                   :exercise, :feature, :provider, :model, :state, :held, :input,
                   :cached, :write, :long, :output,
                   :reasoning, :cost, :basis, :price, :tier, :day,
                   :started, :settled, :lease, :latency, :first, :finish,
                   :error, :request)
                ON CONFLICT (id) DO NOTHING
                """)
            .bind("id", row.id())
            .bind("key", row.idempotencyKey())
            .bind("attempt", row.attempt())
            .bind("learner", row.learnerId())
            .bind("class", row.classCode())
            .bind("conversation", row.conversationId())
            .bind("exercise", row.exerciseId())
            .bind("feature", row.feature())
            .bind("provider", row.provider())
            .bind("model", row.model())
            .bind("state", row.state())
            .bind("held", row.heldNanos())
            .bind("input", row.tokens().input())
            .bind("cached", row.tokens().cachedInput())
            .bind("write", row.tokens().cacheWrite())
            .bind("long", row.tokens().cacheWriteLong())
            .bind("output", row.tokens().output())
            .bind("reasoning", row.tokens().reasoning())
            .bind("cost", row.costNanos())
            .bind("basis", row.costBasis())
            .bind("price", row.priceId())
            .bind("tier", row.serviceTier())
            .bind("day", row.usageDay())
            .bind("started", row.startedAt().toEpochMilli())
            .bind("settled", millis(row.settledAt()))
            .bind("lease", row.leaseUntil().toEpochMilli())
            .bind("latency", row.latencyMs())
            .bind("first", row.firstTokenMs())
            .bind("finish", row.finishReason())
            .bind("error", row.errorType())
            .bind("request", row.requestId())
            .execute()
        == 1;
  }

  private static LedgerRow row(ResultSet row) throws SQLException {
    return new LedgerRow(
        row.getString("id"),
        row.getString("idempotency_key"),
        row.getInt("attempt"),
        row.getString("learner_id"),
        row.getString("class_code"),
        row.getString("conversation_id"),
        row.getString("exercise_id"),
        row.getString("feature"),
        row.getString("provider"),
        row.getString("model"),
        row.getString("state"),
        row.getLong("held_nanos"),
        tokens(row),
        number(row, "cost_nanos"),
        row.getString("cost_basis"),
        row.getString("price_id"),
        row.getString("service_tier"),
        row.getString("usage_day"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        instant(row, "settled_at"),
        Instant.ofEpochMilli(row.getLong("lease_until")),
        number(row, "latency_ms"),
        number(row, "first_token_ms"),
        row.getString("finish_reason"),
        row.getString("error_type"),
        row.getString("request_id"));
  }

  private static TokenCounts tokens(ResultSet row) throws SQLException {
    return new TokenCounts(
        number(row, "input_tokens"),
        number(row, "cached_input_tokens"),
        number(row, "cache_write_tokens"),
        number(row, "cache_write_long_tokens"),
        number(row, "output_tokens"),
        number(row, "reasoning_tokens"));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Long millis = number(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
