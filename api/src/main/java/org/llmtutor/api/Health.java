package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /health}; the HTTP status is 503 when {@code status} is {@code unhealthy}.
 *
 * @param status {@code healthy}, {@code degraded} (an optional part is down) or {@code unhealthy}
 * @param version the running release
 * @param uptimeSeconds since the service started
 * @param database {@code connected} or {@code disconnected}
 * @param redis {@code connected}, {@code disconnected} or {@code disabled}
 * @param monitoring state of error reporting and metrics
 * @param checks every check by name
 */
public record Health(
    String status,
    String version,
    @JsonProperty("uptime_seconds") long uptimeSeconds,
    String database,
    String redis,
    Monitoring monitoring,
    Map<String, Check> checks) {

  /** Copies the map. */
  public Health {
    checks = Map.copyOf(checks);
  }

  /**
   * Whether errors and metrics leave the process.
   *
   * @param sentry {@code enabled} or {@code disabled}
   * @param metrics {@code enabled} or {@code disabled}
   */
  public record Monitoring(String sentry, String metrics) {}

  /**
   * Outcome of one check.
   *
   * @param status {@code ok}, {@code failed} or {@code timed_out}
   * @param required whether a failure makes the service unhealthy rather than degraded
   * @param message for a person; free of addresses and secrets
   * @param durationMs how long the check took, in milliseconds
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Check(
      String status,
      boolean required,
      @Nullable String message,
      @JsonProperty("duration_ms") long durationMs) {}
}
