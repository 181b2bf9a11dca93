package org.llmtutor.service.history;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.service.history.HistoryMetrics.Sampling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one sample of every series of a registry, as a scrape of {@code /metrics} would, but
 * without the text in between: adds {@code job} and {@code instance}, {@code up}, {@code
 * scrape_duration_seconds} and {@code scrape_samples_scraped}, and marks series as stale that are
 * gone. When a collector fails there are no samples at all, every series is stale and {@code up} is
 * 0, as with a page that is an error. For one thread.
 */
public final class HistorySampler {

  private static final Logger LOG = LoggerFactory.getLogger(HistorySampler.class);

  private final CollectorRegistry registry;
  private final HistoryStore store;
  private final LongSupplier nanos;
  private final Map<String, String> target;
  private final Map<ScrapedSample, Live> live = new HashMap<>();
  private final Map<String, Labels> own = new HashMap<>();
  private long round;
  private boolean failing;

  /** A series that was there in some round. */
  private static final class Live {

    private final Labels labels;
    private @Nullable StoredSeries series;
    private long seen;

    Live(Labels labels) {
      this.labels = labels;
    }
  }

  /**
   * Samples {@code registry} into {@code store}.
   *
   * @param nanos a clock that only goes forward
   */
  public HistorySampler(
      CollectorRegistry registry, HistoryStore store, HistoryConfig config, LongSupplier nanos) {
    this.registry = registry;
    this.store = store;
    this.nanos = nanos;
    this.target = Map.of("job", config.job(), "instance", config.instance());
  }

  /** Takes the sample, with {@code time} as its timestamp; later than that of the one before. */
  public void sample(Instant time) {
    long begun = nanos.getAsLong();
    long millis = time.toEpochMilli();
    round++;
    int samples = 0;
    boolean healthy = false;
    try {
      List<MetricFamilySamples> families = collect();
      samples = append(families, millis);
      store.describe(Families.describe(families));
      healthy = true;
      recovered();
    } catch (RuntimeException e) {
      failed(e);
    }
    endTheOthers(millis);
    if (round == 1) {
      endThoseOfTheLastRun(millis);
    }
    Duration took = Duration.ofNanos(nanos.getAsLong() - begun);
    appendOwn("up", millis, healthy ? 1 : 0);
    appendOwn("scrape_duration_seconds", millis, took.toNanos() / 1e9);
    appendOwn("scrape_samples_scraped", millis, samples);
    store.metrics().took(took);
  }

  // The client library hands out an Enumeration.
  @SuppressWarnings("JdkObsolete")
  private List<MetricFamilySamples> collect() {
    return Collections.list(registry.metricFamilySamples());
  }

  private int append(List<MetricFamilySamples> families, long millis) {
    int samples = 0;
    for (MetricFamilySamples family : families) {
      for (Sample sample : family.samples) {
        if (!Families.isLeftOut(family, sample)) {
          append(sample, millis);
          samples++;
        }
      }
    }
    return samples;
  }

  private void append(Sample sample, long millis) {
    Live one =
        live.computeIfAbsent(
            new ScrapedSample(sample), unknown -> new Live(unknown.labels(target)));
    if (one.seen != round) {
      one.seen = round;
      one.series = store.append(one.series, one.labels, millis, sample.value, true);
    }
  }

  /** Marks what was not seen in this round as stale. */
  private void endTheOthers(long millis) {
    Iterator<Live> all = live.values().iterator();
    while (all.hasNext()) {
      Live one = all.next();
      if (one.seen != round) {
        end(one.labels, one.series, millis);
        all.remove();
      }
    }
  }

  /** Marks what the service had before it was started again and has no more. */
  private void endThoseOfTheLastRun(long millis) {
    for (StoredSeries series : store.all()) {
      if (series.isSampled() && store.isExpected(series, millis)) {
        end(series.labels(), series, millis);
      }
    }
  }

  private void end(Labels labels, @Nullable StoredSeries series, long millis) {
    if (series != null && series.end() < millis) {
      StoredSeries unused = store.append(series, labels, millis, Samples.STALE, true);
    }
  }

  private void appendOwn(String name, long millis, double value) {
    Labels labels =
        own.computeIfAbsent(name, unknown -> Labels.of(target).with(MetricNames.LABEL, unknown));
    store.append(labels, millis, value);
  }

  private void failed(RuntimeException failure) {
    store.metrics().sampling(Sampling.FAILED, 1);
    if (!failing) {
      failing = true;
      LOG.error("the metrics could not be sampled; up is 0 until they can", failure);
    }
  }

  private void recovered() {
    store.metrics().sampling(Sampling.OK, 1);
    if (failing) {
      failing = false;
      LOG.info("the metrics can be sampled again");
    }
  }
}
