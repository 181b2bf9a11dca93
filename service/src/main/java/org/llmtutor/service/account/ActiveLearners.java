package org.llmtutor.service.account;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;
import org.llmtutor.service.redis.RedisFeature;
import org.llmtutor.service.redis.Sightings;
import org.llmtutor.service.telemetry.Metrics;

/**
 * Who made a request in the last hour, in this process. Bounded; when full, newcomers are not
 * counted until others fall out of the hour. Safe for concurrent use.
 */
final class ActiveLearners implements Sightings {

  private static final Duration WINDOW = Duration.ofHours(1);

  private final Clock clock;
  private final int max;
  private final ConcurrentMap<String, Long> lastSeen = new ConcurrentHashMap<>();

  ActiveLearners(Clock clock, int max) {
    this.clock = clock;
    this.max = max;
  }

  /**
   * Shows the gauge {@code active_users}: the learners of all instances where Redis is in use, else
   * of this one.
   *
   * @param stored those whom the database knows
   */
  void show(Metrics metrics, RedisFeature redis, Sightings stored) {
    IntSupplier count = redis.countSeen("active", WINDOW, max, this, stored);
    metrics.gauge(
        "active_users", "Learners with a request in the last hour.", () -> count.getAsInt());
  }

  void seen(Learner learner) {
    if (lastSeen.size() >= max && !lastSeen.containsKey(learner.id())) {
      forget();
      if (lastSeen.size() >= max) {
        return;
      }
    }
    lastSeen.put(learner.id(), clock.millis());
  }

  /** Forgets who was erased. */
  void forget(String learnerId) {
    lastSeen.remove(learnerId);
  }

  @Override
  public Map<String, Duration> within(Duration time) {
    forget();
    long now = clock.millis();
    Map<String, Duration> ages = new HashMap<>();
    lastSeen.forEach(
        (id, millis) -> {
          if (now - millis <= time.toMillis()) {
            ages.put(id, Duration.ofMillis(Math.max(0, now - millis)));
          }
        });
    return ages;
  }

  @Override
  public int count(Duration time) {
    forget();
    long oldest = clock.millis() - time.toMillis();
    return (int) lastSeen.values().stream().filter(millis -> millis >= oldest).count();
  }

  /** Lets go of who was last seen before the hour. */
  private void forget() {
    long oldest = clock.millis() - WINDOW.toMillis();
    lastSeen.values().removeIf(millis -> millis < oldest);
  }
}
