package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code POST /api/ops/sentry/test}: what became of a marked error report.
 *
 * @param delivered whether the receiver took it
 * @param outcome {@code delivered}, {@code off_in_development}, {@code no_dsn}, {@code refused},
 *     {@code rate_limited}, {@code failed}, {@code unreachable} or {@code timed_out}
 * @param eventId finds the report in Sentry; absent when none was sent
 * @param environment it was sent from
 * @param release that sent it
 * @param status what the receiver answered, where that is the reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SentryTest(
    boolean delivered,
    String outcome,
    @JsonProperty("event_id") @Nullable String eventId,
    String environment,
    String release,
    @Nullable Integer status) {}
