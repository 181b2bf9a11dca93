package org.llmtutor.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Metrics metrics = new Metrics(registry);

  @Test
  @Tag("fault-34")
  void aMillionUserIdsLeaveABoundedPageThatStillAddsUp() throws IOException {
    LabeledCounter cost = metrics.counter("cost_total", "Cost.", "user_id", "provider", "model");
    int users = 1_000_000;
    for (int i = 0; i < users; i++) {
      cost.inc("u" + i, i % 2 == 0 ? "a" : "b", "m" + i % 5);
    }
    String page = page();
    assertThat(page.lines().filter(line -> line.startsWith("cost_total{")))
        .hasSizeLessThanOrEqualTo(1000);
    assertThat(sum("cost_total")).isEqualTo(users);
    assertThat(page).contains("user_id=\"other\",provider=\"a\",model=\"m0\"");
    assertThat(value("metrics_label_overflow_total", "metric", "cost_total"))
        .isEqualTo(users - 900);
  }

  @Test
  void foldsEveryLabelThatOverflows() {
    Metrics small = new Metrics(new CollectorRegistry(), 10);
    LabeledCounter counter = small.counter("x_total", "X.", "a", "b");
    for (int i = 0; i < 1000; i++) {
      counter.inc("a" + i, "b" + i);
    }
    assertThat(
            small
                .registry()
                .getSampleValue(
                    "x_total", new String[] {"a", "b"}, new String[] {"other", "other"}))
        .isGreaterThan(900);
  }

  @Test
  void keepsKnownCombinationsApartAfterTheOverflow() {
    LabeledCounter counter = metrics.counter("x_total", "X.", "user");
    counter.inc("first");
    IntStream.range(0, 5000).forEach(i -> counter.inc("u" + i));
    counter.inc("first");
    assertThat(value("x_total", "user", "first")).isEqualTo(2);
  }

  @Test
  void boundsHistogramsAndGaugesToo() {
    LabeledHistogram histogram = metrics.histogram("h", "H.", new double[] {1}, "user");
    LabeledGauge gauge = metrics.gauge("g", "G.", "user");
    for (int i = 0; i < 3000; i++) {
      histogram.observe(Duration.ofMillis(1500), "u" + i);
      gauge.set(i, "u" + i);
    }
    assertThat(value("h_count", "user", "other")).isEqualTo(2100);
    assertThat(value("g", "user", "other")).isEqualTo(2999);
  }

  @Test
  void showsMetricsWithoutLabelsAsZeroFromTheStart() {
    metrics.counter("a_total", "A.");
    metrics.histogram("b_seconds", "B.", new double[] {1});
    assertThat(registry.getSampleValue("a_total")).isZero();
    assertThat(registry.getSampleValue("b_seconds_count")).isZero();
  }

  @Test
  void cutsLongValues() throws IOException {
    metrics.counter("a_total", "A.", "x").inc("y".repeat(100_000));
    assertThat(page()).hasSizeLessThan(2000).contains("y".repeat(200));
  }

  @Test
  void aGaugeThatCannotBeReadSparesTheRestOfThePage() throws IOException {
    metrics.gauge(
        "broken",
        "B.",
        () -> {
          throw new IllegalStateException("down");
        });
    assertThat(page()).contains("broken NaN");
    assertThat(value("metrics_unreadable_total", "metric", "broken")).isPositive();
  }

  @Test
  void readsMetricsWithLabelsThatAreKeptElsewhere() throws IOException {
    Map<List<String>, Double> kept = new HashMap<>(Map.of(List.of("disk"), 1.0));
    metrics.gauge("check_up", "C.", List.of("check"), () -> kept);
    metrics.counter("lost_total", "L.", List.of(), () -> Map.of(List.of(), 3.0));
    kept.put(List.of("llm"), 0.0);
    assertThat(page())
        .contains(
            "# TYPE check_up gauge\n",
            "check_up{check=\"disk\",} 1.0\n",
            "check_up{check=\"llm\",} 0.0\n",
            "# TYPE lost_total counter\n",
            "\nlost_total 3.0\n");
  }

  @Test
  void aMetricWithLabelsThatCannotBeReadHasNoSeries() throws IOException {
    metrics.gauge(
        "broken",
        "B.",
        List.of("x"),
        () -> {
          throw new IllegalStateException("down");
        });
    assertThat(page()).doesNotContain("\nbroken{");
    assertThat(value("metrics_unreadable_total", "metric", "broken")).isPositive();
  }

  @Test
  void refusesAWrongNumberOfValuesAndATakenName() {
    LabeledCounter counter = metrics.counter("a_total", "A.", "x", "y");
    assertThatThrownBy(() -> counter.inc("only one")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> metrics.counter("a_total", "A."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private @Nullable Double value(String name, String label, String value) {
    return registry.getSampleValue(name, new String[] {label}, new String[] {value});
  }

  private double sum(String name) {
    double[] sum = {0};
    registry
        .metricFamilySamples()
        .asIterator()
        .forEachRemaining(
            family ->
                family.samples.stream()
                    .filter(sample -> sample.name.equals(name))
                    .forEach(sample -> sum[0] += sample.value));
    return sum[0];
  }

  private String page() throws IOException {
    StringWriter page = new StringWriter();
    TextFormat.write004(page, registry.metricFamilySamples());
    return page.toString();
  }
}
