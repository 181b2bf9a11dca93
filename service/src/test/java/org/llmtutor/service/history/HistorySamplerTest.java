package org.llmtutor.service.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.history.TestHistory.at;
import static org.llmtutor.service.history.TestHistory.name;

import io.prometheus.client.Collector;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledHistogram;

class HistorySamplerTest {

  private final TestHistory history = new TestHistory();
  private final AtomicLong nanos = new AtomicLong();
  private final HistorySampler sampler = sampler(history);

  private HistorySampler sampler(TestHistory history) {
    return new HistorySampler(
        history.registry, history.store, history.config, () -> nanos.getAndAdd(2_000_000));
  }

  @Test
  void storesWhatAScrapeWould() {
    LabeledCounter requests = history.metrics.counter("requests_total", "Requests.", "status");
    requests.inc("200");
    sampler.sample(at(0));
    requests.inc("200");
    sampler.sample(at(1));
    Series series = only("requests_total");
    assertThat(series.labels())
        .isEqualTo(
            Labels.of(
                "__name__", "requests_total",
                "job", "tutor",
                "instance", "localhost:8080",
                "status", "200"));
    assertThat(TestHistory.values(series)).containsExactly(1.0, 2.0);
    assertThat(series.samples().timestampAt(1)).isEqualTo(at(1).toEpochMilli());
  }

  @Test
  void addsWhatPrometheusAdds() {
    sampler.sample(at(0));
    assertThat(history.values("up")).containsExactly(1.0);
    assertThat(history.values("scrape_duration_seconds")).containsExactly(0.002);
    int own = 3;
    assertThat(history.values("scrape_samples_scraped"))
        .containsExactly((double) history.store.seriesCount() - own);
    assertThat(history.metric("history_sampling_duration_seconds_count")).isEqualTo(1);
    assertThat(history.samplings("ok")).isEqualTo(1);
  }

  @Test
  void histogramsAreTheirBucketsCountAndSum() {
    LabeledHistogram took =
        history.metrics.histogram("took_seconds", "Took.", new double[] {0.1, 1}, "route");
    took.observe(Duration.ofMillis(500), "/");
    sampler.sample(at(0));
    assertThat(
            history.store.list(at(0), at(0), List.of(name("took_seconds_bucket"))).stream()
                .map(labels -> labels.get("le")))
        .containsExactlyInAnyOrder("0.1", "1.0", "+Inf");
    assertThat(history.values("took_seconds_count")).containsExactly(1.0);
    assertThat(history.values("took_seconds_sum")).containsExactly(0.5);
    assertThat(history.all())
        .noneMatch(series -> series.labels().metricName().endsWith("_created"));
  }

  @Test
  void labelsThatTheTargetHasAreRenamed() {
    history.metrics.gauge("workers", "Workers.", "job", "instance").set(3, "mail", "");
    sampler.sample(at(0));
    assertThat(only("workers").labels())
        .isEqualTo(
            Labels.of(
                "__name__", "workers",
                "exported_job", "mail",
                "instance", "localhost:8080",
                "job", "tutor"));
  }

  @Test
  void aSeriesThatIsGoneIsMarkedAsStaleOnce() {
    Gauge gauge = Gauge.build("flag", "Flag.").labelNames("name").register(history.registry);
    gauge.labels("a").set(1);
    sampler.sample(at(0));
    gauge.remove("a");
    sampler.sample(at(1));
    sampler.sample(at(2));
    Series series = only("flag");
    assertThat(series.samples().length()).isEqualTo(2);
    assertThat(Samples.isStale(series.samples().valueAt(1))).isTrue();
    gauge.labels("a").set(5);
    sampler.sample(at(3));
    assertThat(only("flag").samples().length()).isEqualTo(3);
  }

  @Test
  void aCollectorThatFailsMakesItAllStaleAndIsSaidOnce() {
    history.metrics.gauge("fine", "Fine.").set(1);
    sampler.sample(at(0));
    Collector broken = new Broken();
    history.registry.register(broken);
    sampler.sample(at(1));
    sampler.sample(at(2));
    history.registry.unregister(broken);
    sampler.sample(at(3));
    assertThat(history.values("up")).containsExactly(1.0, 0.0, 0.0, 1.0);
    assertThat(history.values("scrape_samples_scraped")).contains(0.0);
    List<Double> fine = history.values("fine");
    assertThat(fine).hasSize(3);
    assertThat(Samples.isStale(fine.get(1))).isTrue();
    assertThat(history.samplings("failed")).isEqualTo(2);
    assertThat(history.samplings("ok")).isEqualTo(2);
  }

  private static final class Broken extends Collector implements Collector.Describable {

    @Override
    public List<MetricFamilySamples> collect() {
      throw new IllegalStateException("no");
    }

    @Override
    public List<MetricFamilySamples> describe() {
      return List.of();
    }
  }

  @Test
  void aSeriesThatARestartEndedIsStaleAtTheFirstSample() {
    history.metrics.gauge("here", "Here.").set(1);
    history.store.restore(
        TestHistory.named("lost"), true, chunks(TestHistory.named("lost"), at(0)));
    history.store.restore(
        TestHistory.named("of_a_rule"), false, chunks(TestHistory.named("of_a_rule"), at(0)));
    history.store.restore(
        TestHistory.named("long_gone"), true, chunks(TestHistory.named("long_gone"), at(-100)));
    sampler.sample(at(4));
    assertThat(history.values("lost")).hasSize(2);
    assertThat(history.values("of_a_rule")).hasSize(1);
    assertThat(history.values("long_gone")).hasSize(1);
    assertThat(history.values("here")).hasSize(1);
  }

  private static List<org.llmtutor.service.history.chunk.Chunk> chunks(Labels labels, Instant at) {
    StoredSeries series = new StoredSeries(labels, true);
    StoredSeries.Outcome unused = series.append(at.toEpochMilli(), 1);
    return series.chunks();
  }

  @Test
  void aSeriesThatWasDroppedMeanwhileBeginsAgain() {
    history.metrics.gauge("here", "Here.").set(1);
    sampler.sample(at(0));
    history.store.tidy(at(20_000));
    assertThat(history.store.seriesCount()).isZero();
    sampler.sample(at(20_001));
    assertThat(history.values("here")).containsExactly(1.0);
  }

  @Test
  void metadataIsWhatThePageSays() {
    LabeledCounter unused = history.metrics.counter("requests_total", "Requests.");
    sampler.sample(at(0));
    assertThat(history.store.metadata())
        .containsEntry("requests_total", new MetricMetadata("counter", "Requests.", ""))
        .containsEntry("history_series", new MetricMetadata("gauge", "Series in the history.", ""))
        .hasEntrySatisfying(
            "history_sampling_duration_seconds",
            metric -> assertThat(metric.type()).isEqualTo("histogram"));
  }

  private Series only(String name) {
    List<Series> found = history.store.select(Instant.EPOCH, TestHistory.EVER, List.of(name(name)));
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
