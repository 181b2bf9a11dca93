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
import org.llmtutor.service.account.Erasure;
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
   * A learner's right to answer the request with a key.
   *
   * @param leaseUntil tells this claim from a later one of the same key
   * @param known the reply, when the same request was answered before
   */
  record Claim(String learnerId, String key, long leaseUntil, @Nullable ChatReply known) {}

  /**
   * Claims a key; with a reply when the same request was answered before.
   *
   * @throws ApiException 400 for a malformed key, 422 when it came with another body, 409 while the
   *     first request is under way, 410 when the reply was erased
   */
  Claim begin(String learnerId, String key, ChatRequest request) {
    if (!KEY.matcher(key).matches()) {
      throw new ApiException(
          400, "invalid_request", "Idempotency-Key needs 1 to 128 visible ASCII characters.");
    }
    String hash = hash(request);
    return database.write(handle -> claim(handle, learnerId, key, hash));
  }

  private Claim claim(Handle handle, String learnerId, String key, String hash) {
    Erasure.requireThere(handle, learnerId);
    Instant now = clock.instant();
    Optional<Row> known = find(handle, learnerId, key);
    if (known.isEmpty()) {
      return put(handle, learnerId, key, hash, now);
    }
    Row row = known.get();
    if (!row.bodyHash().equals(hash)) {
      throw new ApiException(
          422, "idempotency_key_reused", "This Idempotency-Key came with another request before.");
    }
    if (row.done()) {
      return new Claim(learnerId, key, 0, replay(row.reply()));
    }
    if (row.leaseUntil().isAfter(now)) {
      throw new ApiException(
          409, "conflict", "The first request with this Idempotency-Key is still under way.");
    }
    return put(handle, learnerId, key, hash, now);
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

  /**
   * Keeps the first reply, in the transaction that books its cost and keeps the conversation;
   * without its text when that was erased meanwhile.
   */
  static void finish(
      Handle handle, Claim claim, String conversationId, @Nullable String storedReply) {
    handle
        .createUpdate(
            """
            /* exchange.finish */
            UPDATE chat_exchange
            SET status = 200, reply = :reply, conversation_id = :conversation
            WHERE learner_id = :learner AND idempotency_key = :key AND status IS NULL
            """)
        .bind("learner", claim.learnerId())
        .bind("key", claim.key())
        .bind("reply", storedReply)
        .bind("conversation", conversationId)
        .execute();
  }

  /**
   * Frees the key of a request that failed, so that it can be tried again. A claim that another has
   * taken over after its lease frees nothing.
   */
  static int abandon(Handle handle, Claim claim) {
    return handle
        .createUpdate(
            """
            /* exchange.abandon */
            DELETE FROM chat_exchange
            WHERE learner_id = :learner AND idempotency_key = :key AND status IS NULL
              AND lease_until = :lease
            """)
        .bind("learner", claim.learnerId())
        .bind("key", claim.key())
        .bind("lease", claim.leaseUntil())
        .execute();
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

  private Claim put(Handle handle, String learnerId, String key, String hash, Instant now) {
    long leaseUntil = now.plus(lease).toEpochMilli();
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
        .bind("lease", leaseUntil)
        .execute();
    return new Claim(learnerId, key, leaseUntil, null);
  }

  private String hash(ChatRequest request) {
    return Hashing.sha256().hashString(write(request), StandardCharsets.UTF_8).toString();
  }

  /** A reply as it is stored. */
  String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wire record cannot be written", e);
    }
  }
}
