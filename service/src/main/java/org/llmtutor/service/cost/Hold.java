package org.llmtutor.service.cost;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Money set aside for one attempt, durable before the provider is called.
 *
 * @param id the ledger row
 * @param context whom it is booked on
 * @param provider who is called
 * @param model which model
 * @param amount worst case
 * @param price prices that will be applied
 * @param day usage day
 * @param startedAt when it was made; prices are those of this instant
 */
record Hold(
    String id,
    CallContext context,
    String provider,
    String model,
    Usd amount,
    Price price,
    LocalDate day,
    Instant startedAt) {}
