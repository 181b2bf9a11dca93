package org.llmtutor.rules.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;

/**
 * What an alerting rule would have done over a stretch of time.
 *
 * @param from the first evaluation
 * @param to the last evaluation
 * @param step the time between two
 * @param firings every alert that fired, in the order in which they began
 */
public record AlertHistory(Instant from, Instant to, Duration step, List<Firing> firings) {

  /** Copies the list. */
  public AlertHistory {
    firings = List.copyOf(firings);
  }

  /** How long the stretch is. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** How long at least one alert fired. */
  public Duration total() {
    Duration total = Duration.ZERO;
    Instant covered = from;
    for (Firing firing : firings) {
      Instant begin = firing.from().isAfter(covered) ? firing.from() : covered;
      if (firing.to().isAfter(begin)) {
        total = total.plus(Duration.between(begin, firing.to()));
        covered = firing.to();
      }
    }
    return total;
  }

  /** The part of the stretch, from 0 to 1, in which at least one alert fired. */
  public double share() {
    return length().isZero() ? 0 : (double) total().toMillis() / length().toMillis();
  }

  /** How long the longest firing was. */
  public Duration longest() {
    return firings.stream().map(Firing::length).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** How many alerts fired still at the last evaluation. */
  public long firingNow() {
    return firings.stream().filter(Firing::ongoing).count();
  }

  /** When the last firing ended; empty when there was none, or one has not. */
  public Optional<Instant> lastEnd() {
    return firingNow() > 0
        ? Optional.empty()
        : firings.stream().map(Firing::to).max(Instant::compareTo);
  }

  /**
   * How often one and the same alert fired.
   *
   * @param labels the alert's
   * @param times how often it began to fire
   * @param since when it began the first of these times
   */
  public record Burst(Labels labels, int times, Instant since) {}

  /** The alert that began to fire most often within {@code window}; empty when none fired. */
  public Optional<Burst> worst(Duration window) {
    Map<Labels, Deque<Instant>> recent = new HashMap<>();
    @Nullable Burst worst = null;
    for (Firing firing : firings) {
      Deque<Instant> begun = recent.computeIfAbsent(firing.labels(), key -> new ArrayDeque<>());
      begun.addLast(firing.from());
      while (!begun.getFirst().isAfter(firing.from().minus(window))) {
        begun.removeFirst();
      }
      if (worst == null || begun.size() > worst.times()) {
        worst = new Burst(firing.labels(), begun.size(), begun.getFirst());
      }
    }
    return Optional.ofNullable(worst);
  }
}
