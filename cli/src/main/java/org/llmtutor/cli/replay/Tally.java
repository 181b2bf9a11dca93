package org.llmtutor.cli.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds answers up. Thread-safe. */
final class Tally {

  private final Map<String, Integer> refused = new TreeMap<>();
  private final List<Duration> latencies = new ArrayList<>();
  private Usage acknowledged = Usage.NONE;
  private int answers;
  private int waits;
  private int repeats;

  synchronized void add(Answer answer) {
    answers++;
    waits += answer.waits();
    repeats += answer.repeats();
    Usage usage = answer.usage();
    if (usage == null) {
      refused.merge(answer.outcome(), 1, Integer::sum);
    } else {
      acknowledged = acknowledged.plus(usage);
      latencies.add(answer.latency());
    }
  }

  /** How many requests have ended. */
  synchronized int answers() {
    return answers;
  }

  /** What the replies say was used. */
  synchronized Usage acknowledged() {
    return acknowledged;
  }

  /** How many times the service asked to come later. */
  synchronized int waits() {
    return waits;
  }

  /** How many times a request was sent again. */
  synchronized int repeats() {
    return repeats;
  }

  /** Requests without a whole reply, by why. */
  synchronized Map<String, Integer> refused() {
    return new TreeMap<>(refused);
  }

  /** The least latency that {@code percent} of the answered do not exceed; zero without any. */
  synchronized Duration percentile(int percent) {
    if (latencies.isEmpty()) {
      return Duration.ZERO;
    }
    List<Duration> sorted = latencies.stream().sorted().toList();
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.get(Math.max(1, rank) - 1);
  }
}
