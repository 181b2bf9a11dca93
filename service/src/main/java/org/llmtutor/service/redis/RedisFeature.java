package org.llmtutor.service.redis;

import com.codahale.metrics.health.HealthCheck;
import com.google.common.base.Ticker;
import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.MinuteLimiter;
import org.llmtutor.service.http.RateLimiter;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.Metrics;

/**
 * What instances share when Redis is configured; without it the same things of this instance alone.
 *
 * <pre>{@code
 * RateLimiter messages = redis.perMinute("chat", 60, 100_000, Map::of);
 * }</pre>
 */
public final class RedisFeature {

  private final @Nullable Shared shared;

  private RedisFeature(@Nullable Shared shared) {
    this.shared = shared;
  }

  private record Shared(RedisLink link, Duration activeInterval, LabeledCounter fallbacks) {}

  /** Connects when the service starts; a Redis that is not there does not stop it. */
  public static RedisFeature install(Environment environment, RedisConfig config, Metrics metrics) {
    if (config.address().isEmpty()) {
      return alone();
    }
    LabeledCounter failures =
        metrics.counter("redis_failures_total", "Calls that Redis failed, and why.", "reason");
    LabeledCounter fallbacks =
        metrics.counter(
            "rate_limit_fallback_total",
            "Decisions that an instance made by itself because Redis could not be used.",
            "limit");
    RedisLink link = new RedisLink(config, config.address().get(), failures);
    environment.lifecycle().manage(link);
    return new RedisFeature(new Shared(link, config.activeInterval().toJavaDuration(), fallbacks));
  }

  /** Shares nothing. */
  public static RedisFeature alone() {
    return new RedisFeature(null);
  }

  /** Passes while Redis is in use; empty when it is not configured. */
  public Optional<HealthCheck> check() {
    return Optional.ofNullable(shared).map(some -> new RedisCheck(some.link()));
  }

  /**
   * A limit of its own, and again with the same name on each instance.
   *
   * @param name in keys and as the label {@code limit}
   * @param maxKeys how many keys this instance remembers for when Redis fails
   * @param taken what each key took in the last minute, to tell a Redis that lost everything; read
   *     in the background
   */
  public RateLimiter perMinute(
      String name, int perMinute, long maxKeys, Supplier<Map<String, Taken>> taken) {
    MinuteLimiter own = new MinuteLimiter(perMinute, maxKeys);
    if (shared == null) {
      return own;
    }
    SharedLimiter limiter = new SharedLimiter(shared.link(), name, own, shared.fallbacks());
    shared.link().whenEmpty(() -> limiter.know(taken));
    return limiter;
  }

  /**
   * How many were seen within {@code window} on any instance. Reading it calls nobody: it is
   * counted in the background.
   *
   * @param max how many are remembered; beyond, those not seen the longest are forgotten
   * @param own those whom this instance saw; they alone are counted while Redis is not in use
   * @param stored those whom the database knows, to tell a Redis that lost everything
   */
  public IntSupplier countSeen(
      String name, Duration window, int max, Sightings own, Sightings stored) {
    IntSupplier alone = () -> own.count(window);
    if (shared == null) {
      return alone;
    }
    SharedSightings sightings =
        new SharedSightings(shared.link(), name, window, max, own, Ticker.systemTicker());
    shared.link().whenEmpty(() -> sightings.tell(stored.within(window)));
    shared.link().every(shared.activeInterval(), sightings);
    return () -> sightings.count().orElseGet(alone::getAsInt);
  }

  private static final class RedisCheck extends HealthCheck {

    private final RedisLink link;

    RedisCheck(RedisLink link) {
      this.link = link;
    }

    @Override
    protected Result check() {
      return link.failure()
          .map(why -> Result.unhealthy(why.message() + "; each instance limits by itself."))
          .orElseGet(Result::healthy);
    }
  }
}
