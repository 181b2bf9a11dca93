package org.llmtutor.service.account;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.llmtutor.service.telemetry.Metrics;

/**
 * Who made a request in the last hour, in this process: the gauge {@code active_users}. Bounded;
 * when full, newcomers are not counted until others fall out of the hour. Safe for concurrent use.
 */
final class ActiveLearners {

  private static final Duration WINDOW = Duration.ofHours(1);

  private final Clock clock;
  private final int max;
  private final ConcurrentMap<String, Long> lastSeen = new ConcurrentHashMap<>();

  ActiveLearners(Metrics metrics, Clock clock, int max) {
    this.clock = clock;
    this.max = max;
    metrics.gauge("active_users", "Learners with a request in the last hour.", this::count);
  }

  void seen(Learner learner) {
    if (lastSeen.size() >= max && !lastSeen.containsKey(learner.id()) && count() >= max) {
      return;
    }
    lastSeen.put(learner.id(), clock.millis());
  }

  int count() {
    long oldest = clock.millis() - WINDOW.toMillis();
    lastSeen.values().removeIf(millis -> millis < oldest);
    return lastSeen.size();
  }
}
