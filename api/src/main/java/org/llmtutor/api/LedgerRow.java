package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger: one attempt at a provider. What is not known is absent; empty texts stand
 * for "none". Amounts are whole billionths of a dollar, so that nothing is rounded.
 *
 * @param id names the row, for ever
 * @param idempotencyKey the key that the caller gave, if any
 * @param attempt first, second, … attempt at one request
 * @param learnerId who asked; a pseudonym in an export for others
 * @param classCode the learner's class at that time
 * @param conversationId conversation it belongs to
 * @param exerciseId exercise it is about
 * @param feature part of the product that made it
 * @param provider who was called
 * @param model what was asked for
 * @param state {@code held}, {@code settled}, {@code released} or {@code unknown}
 * @param heldNanos worst case, set aside before the call
 * @param tokens tokens by class, as told or estimated
 * @param costNanos exact cost, once settled
 * @param costBasis {@code provider}, {@code computed} or {@code estimated}
 * @param priceId entry of the price book
 * @param serviceTier the class of service it was billed as, in the provider's word
 * @param usageDay day in the platform's zone on which it is booked
 * @param startedAt when the call was prepared; prices are those of this instant
 * @param settledAt when it left the state {@code held}
 * @param leaseUntil when its outcome becomes unknown
 * @param latencyMs how long the attempt took
 * @param firstTokenMs how long the first text took, when streamed
 * @param finishReason why the reply ended
 * @param errorType what broke it
 * @param requestId the HTTP request
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerRow(
    String id,
    @JsonProperty("idempotency_key") @Nullable String idempotencyKey,
    int attempt,
    @JsonProperty("learner_id") String learnerId,
    @JsonProperty("class_code") String classCode,
    @JsonProperty("conversation_id") String conversationId,
    @JsonProperty("exercise_id") String exerciseId,
    String feature,
    String provider,
    String model,
    String state,
    @JsonProperty("held_nanos") long heldNanos,
    TokenCounts tokens,
    @JsonProperty("cost_nanos") @Nullable Long costNanos,
    @JsonProperty("cost_basis") @Nullable String costBasis,
    @JsonProperty("price_id") String priceId,
    @JsonProperty("service_tier") @Nullable String serviceTier,
    @JsonProperty("usage_day") String usageDay,
    @JsonProperty("started_at") Instant startedAt,
    @JsonProperty("settled_at") @Nullable Instant settledAt,
    @JsonProperty("lease_until") Instant leaseUntil,
    @JsonProperty("latency_ms") @Nullable Long latencyMs,
    @JsonProperty("first_token_ms") @Nullable Long firstTokenMs,
    @JsonProperty("finish_reason") @Nullable String finishReason,
    @JsonProperty("error_type") @Nullable String errorType,
    @JsonProperty("request_id") String requestId) {}
