package org.llmtutor.bench.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts statuses and keeps latencies. Safe for concurrent use. */
final class Tally {

  /** Status of a reply whose stream ended in an error or without its end. */
  static final String BROKEN_STREAM = "broken stream";

  private final Map<String, Integer> statuses = new TreeMap<>();
  private final List<Duration> latencies = new ArrayList<>();

  synchronized void add(String status, Duration latency) {
    statuses.merge(status, 1, Integer::sum);
    latencies.add(latency);
  }

  synchronized int total() {
    return latencies.size();
  }

  synchronized int count(String status) {
    return statuses.getOrDefault(status, 0);
  }

  /** Such as {@code 200 × 297, 429 × 3}. */
  synchronized String statuses() {
    List<String> parts = new ArrayList<>();
    statuses.forEach((status, count) -> parts.add(status + " × " + count));
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  /** The smallest latency that {@code percent} of all do not exceed; zero when there are none. */
  synchronized Duration percentile(int percent) {
    if (latencies.isEmpty()) {
      return Duration.ZERO;
    }
    List<Duration> sorted = latencies.stream().sorted().toList();
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.get(Math.max(1, rank) - 1);
  }
}
