package org.llmtutor.service.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ChatReply;
import org.llmtutor.api.ChatRequest;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;

/**
 * Remembers requests by their {@code Idempotency-Key}, so that a repeated one is answered with the
 * first reply and costs nothing. Keys are a learner's own and are kept for ever. Safe for
 * concurrent use.
 */
final class Exchanges {

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final Database database;
  private final ObjectMapper json;
  private final Duration lease;
  private final Clock clock;

  Exchanges(Database database, ObjectMapper json, Duration lease, Clock clock) {
    this.database = database;
    this.json = json;
    this.lease = lease;
    this.clock = clock;
  }

  private record Row(String bodyHash, @Nullable String reply, boolean done, Instant leaseUntil) {}

  /**
   * Claims a key; with a reply when the same request was answered before.
   *
   * @throws ApiException 400 for a malformed key, 422 when it came with another body, 409 while the
   *     first request is under way, 410 when the reply was erased
   */
  Optional<ChatReply> begin(String learnerId, String key, ChatRequest request) {
    if (!KEY.matcher(key).matches()) {
      throw new ApiException(
          400, "invalid_request", "Idempotency-Key needs 1 to 128 visible ASCII characters.");
    }
    String hash = hash(request);
    return database.write(handle -> claim(handle, learnerId, key, hash));
  }

  private Optional<ChatReply> claim(Handle handle, String learnerId, String key, String hash) {
    Instant now = clock.instant();
    Optional<Row> known = find(handle, learnerId, key);
    if (known.isEmpty()) {
      put(handle, learnerId, key, hash, now);
      return Optional.empty();
    }
    Row row = known.get();
    if (!row.bodyHash().equals(hash)) {
      throw new ApiException(
          422, "idempotency_key_reused", "This Idempotency-Key came with another request before.");
    }
    if (row.done()) {
      return Optional.of(replay(row.reply()));
    }
    if (row.leaseUntil().isAfter(now)) {
      throw new ApiException(
          409, "conflict", "The first request with this Idempotency-Key is still under way.");
    }
    put(handle, learnerId, key, hash, now);
    return Optional.empty();
  }

  private ChatReply replay(@Nullable String reply) {
    if (reply == null) {
      throw new ApiException(410, "gone", "The reply to this Idempotency-Key was erased.");
    }
    try {
      return json.readValue(reply, ChatReply.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored reply cannot be read", e);
    }
  }

  /** Keeps the reply, in the transaction that keeps the conversation. */
  void finish(Handle handle, String learnerId, String key, ChatReply reply) {
    handle
        .createUpdate(
            """
            /* exchange.finish */
            UPDATE chat_exchange
            SET status = 200, reply = :reply, conversation_id = :conversation
            WHERE learner_id = :learner AND idempotency_key = :key
            """)
        .bind("learner", learnerId)
        .bind("key", key)
        .bind("reply", write(reply))
        .bind("conversation", reply.conversationId())
        .execute();
  }

  /** Frees the key of a request that failed, so that it can be tried again. */
  void abandon(String learnerId, String key) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    /* exchange.abandon */
                    DELETE FROM chat_exchange
                    WHERE learner_id = :learner AND idempotency_key = :key AND status IS NULL
                    """)
                .bind("learner", learnerId)
                .bind("key", key)
                .execute());
  }

  private static Optional<Row> find(Handle handle, String learnerId, String key) {
    return handle
        .createQuery(
            """
            /* exchange.find */
            SELECT body_hash, status, reply, lease_until FROM chat_exchange
            WHERE learner_id = :learner AND idempotency_key = :key
            """)
        .bind("learner", learnerId)
        .bind("key", key)
        .map(
            (row, context) ->
                new Row(
                    row.getString("body_hash"),
                    row.getString("reply"),
                    row.getObject("status") != null,
                    Instant.ofEpochMilli(row.getLong("lease_until"))))
        .findOne();
  }

  private void put(Handle handle, String learnerId, String key, String hash, Instant now) {
    handle
        .createUpdate(
            """
            /* exchange.put */
            INSERT INTO chat_exchange
              (learner_id, idempotency_key, body_hash, started_at, lease_until)
            VALUES (:learner, :key, :hash, :now, :lease)
            ON CONFLICT (learner_id, idempotency_key) DO UPDATE
            SET started_at = excluded.started_at, lease_until = excluded.lease_until
            """)
        .bind("learner", learnerId)
        .bind("key", key)
        .bind("hash", hash)
        .bind("now", now.toEpochMilli())
        .bind("lease", now.plus(lease).toEpochMilli())
        .execute();
  }

  private String hash(ChatRequest request) {
    return Hashing.sha256().hashString(write(request), StandardCharsets.UTF_8).toString();
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wire record cannot be written", e);
    }
  }
}
