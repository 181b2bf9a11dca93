package org.llmtutor.bench.history;

import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.llmtutor.service.history.HistoryConfig;
import org.llmtutor.service.history.HistorySampler;
import org.llmtutor.service.history.HistoryStore;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledGauge;
import org.llmtutor.service.telemetry.LabeledHistogram;
import org.llmtutor.service.telemetry.Metrics;

/**
 * A day of a service's metrics, sampled every 15 seconds: 40 routes and 100 learners, with a quiet
 * night and a busy afternoon. The same each time.
 */
final class FullDay {

  static final Duration INTERVAL = Duration.ofSeconds(15);
  static final int SAMPLES = 5_760;
  static final Instant END = Instant.ofEpochSecond(1_800_000_000L);

  private static final double[] BUCKETS = {0.01, 0.05, 0.1, 0.5, 1, 2, 5};
  private static final String[] STATUSES = {"200", "200", "200", "200", "404", "500"};
  private static final int ROUTES = 40;
  private static final int LEARNERS = 100;
  private static final int POOLS = 8;
  private static final int BUSIEST = 40;

  private final Random random = new Random(5);
  private final Metrics metrics = new Metrics(new CollectorRegistry());
  private final HistoryStore store = new HistoryStore(HistoryConfig.defaults(), metrics);
  private final LabeledCounter requests =
      metrics.counter("http_requests_total", "Requests.", "method", "endpoint", "status");
  private final LabeledHistogram latency =
      metrics.histogram(
          "http_request_duration_seconds", "Time.", BUCKETS, "method", "endpoint", "status");
  private final LabeledCounter cost =
      metrics.counter("llm_cost_usd_total", "Cost.", "user_id", "provider", "model");
  private final LabeledCounter tokens =
      metrics.counter("llm_tokens_used_total", "Tokens.", "user_id", "provider", "model", "type");
  private final LabeledGauge memory = metrics.gauge("jvm_memory_bytes_used", "Memory.", "area");
  private final LabeledGauge pools = metrics.gauge("jvm_memory_pool_bytes_used", "Memory.", "pool");

  private FullDay() {}

  /** Records it. */
  static HistoryStore record() {
    FullDay day = new FullDay();
    HistorySampler sampler =
        new HistorySampler(
            day.metrics.registry(), day.store, HistoryConfig.defaults(), System::nanoTime);
    for (int i = 0; i < SAMPLES; i++) {
      day.live(i);
      sampler.sample(END.minus(INTERVAL.multipliedBy(SAMPLES - 1L - i)));
    }
    return day.store;
  }

  private void live(int sample) {
    double hour = 24.0 * sample / SAMPLES;
    double busy = Math.max(0, Math.sin((hour - 6) / 18 * Math.PI));
    for (int i = (int) (busy * BUSIEST); i > 0; i--) {
      request();
    }
    memory.set(random.nextInt(1 << 28), "heap");
    memory.set((1 << 26) + sample * 100.0, "nonheap");
    for (int i = 0; i < POOLS; i++) {
      pools.set(random.nextInt(1 << 24), "pool-" + i);
    }
  }

  private void request() {
    String status = STATUSES[random.nextInt(STATUSES.length)];
    // Some routes are asked for far more often than others.
    String route = "/api/route-" + (int) (ROUTES * Math.pow(random.nextDouble(), 2));
    requests.inc("GET", route, status);
    latency.observe(Duration.ofNanos(1 + random.nextInt(300_000_000)), "GET", route, status);
    if (random.nextInt(4) == 0) {
      String learner = "u-" + random.nextInt(LEARNERS);
      cost.add(random.nextInt(5_000_000) / 1e9, learner, "offline", "offline-tutor");
      tokens.add(random.nextInt(4_000), learner, "offline", "offline-tutor", "input");
      tokens.add(random.nextInt(800), learner, "offline", "offline-tutor", "output");
    }
  }
}
