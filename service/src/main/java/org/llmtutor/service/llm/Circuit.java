package org.llmtutor.service.llm;

import com.google.common.base.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.llmtutor.service.telemetry.sentry.ErrorReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one route. Closed, it lets everything through; open, nothing; half open, a
 * few probes. Failures are those that {@linkplain LlmException#blamesProvider blame the provider},
 * except that it wants fewer requests: then it works, and its {@code Retry-After} is heeded. Runs
 * on the monotonic clock, so that a stepped clock opens and closes nothing. Safe for concurrent
 * use.
 */
final class Circuit {

  private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

  /** The states, as metrics and health call them. */
  enum State {
    CLOSED("closed"),
    OPEN("open"),
    HALF_OPEN("half_open");

    private final String label;

    State(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private final String route;
  private final Duration openFor;
  private final CircuitBreaker breaker;
  private final Clock monotonic;
  private volatile Instant openUntil = Instant.EPOCH;

  Circuit(LlmRoute route, CircuitConfig config, CircuitMetrics metrics, Ticker ticker) {
    this.route = route.name();
    this.openFor = config.openFor();
    this.monotonic = new Monotonic(ticker);
    this.breaker = CircuitBreaker.of(route.name(), breakerConfig(config, monotonic));
    metrics.show(route, State.CLOSED);
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              changed();
              metrics.changed(route, state());
            });
  }

  private static CircuitBreakerConfig breakerConfig(CircuitConfig config, Clock monotonic) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(config.window(), config.minimumCalls(), SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(config.failureRate())
        .waitDurationInOpenState(config.openFor())
        .permittedNumberOfCallsInHalfOpenState(config.probes())
        .clock(monotonic)
        .build();
  }

  private void changed() {
    switch (state()) {
      case OPEN -> {
        openUntil = monotonic.instant().plus(openFor);
        ErrorReports.tell(
            LOG,
            ErrorReports.Topic.PROVIDER,
            "%s failed too often; it is not asked for %d s".formatted(route, openFor.toSeconds()),
            route);
      }
      case HALF_OPEN -> LOG.info("{} is tried again", route);
      case CLOSED -> LOG.info("{} works again", route);
    }
  }

  /** Whether an attempt that asks now would be let through; asks for nothing. */
  boolean permits() {
    boolean permitted = breaker.tryAcquirePermission();
    if (permitted) {
      breaker.releasePermission();
    }
    return permitted;
  }

  /** Whether the attempt may go on; then it must tell its outcome. */
  boolean enter() {
    return breaker.tryAcquirePermission();
  }

  /** The attempt brought a reply. */
  void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** The attempt failed. */
  void failed(LlmException failure) {
    if (failure.blamesProvider() && !(failure instanceof LlmException.RateLimited)) {
      breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    } else {
      breaker.releasePermission();
    }
  }

  /** The attempt ended in a way that tells nothing of the provider. */
  void abandoned() {
    breaker.releasePermission();
  }

  /** The state now; an open circuit becomes half open when it is next asked. */
  State state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> State.OPEN;
      case HALF_OPEN -> State.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
    };
  }

  /** How long an attempt that was not let through should wait; at least a second. */
  Duration untilNextTry() {
    Duration left = Duration.between(monotonic.instant(), openUntil);
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  /** Time since an arbitrary moment, as a clock. */
  private static final class Monotonic extends Clock {

    private final Ticker ticker;

    Monotonic(Ticker ticker) {
      this.ticker = ticker;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(ticker.read());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
