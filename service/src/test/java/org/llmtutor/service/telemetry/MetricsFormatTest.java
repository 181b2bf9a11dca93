package org.llmtutor.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.StandardExports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page beside the one that the client library makes of the same registry. */
class MetricsFormatTest {

  private static final List<String> VALUES =
      List.of("", "plain", "a\"b", "a\\b", "a\nb", "über", "🎓", "\ud83c", "x".repeat(300));
  private static final double[] BOUNDS = {0.005, 0.1, 1, 2.5, 30};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void holdsTheSameLinesInEachFamily(boolean openMetrics) throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      Metrics metrics = randomMetrics(new Random(seed));
      assertThat(families(ours(metrics, openMetrics, Set.of())))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(
              families(theirs(metrics.registry(), openMetrics, Set.of())));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void selectsTheSameSamples(boolean openMetrics) throws IOException {
    Metrics metrics = randomMetrics(new Random(7));
    for (String name : List.of("counter_0_total", "histogram_0_count", "gauge_0", "read", "none")) {
      assertThat(ours(metrics, openMetrics, Set.of(name)))
          .isEqualTo(theirs(metrics.registry(), openMetrics, Set.of(name)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ends_total", "plain"})
  void namesACounterAsTheLibraryDoes(String name) throws IOException {
    Metrics metrics = new Metrics(new CollectorRegistry());
    metrics.counter(name, "Counts.", "kind").add(12_345_678, "a");
    metrics.counter("without_labels_total", "Shown from the start.");
    assertThat(families(ours(metrics, false, Set.of())))
        .containsExactlyInAnyOrderElementsOf(families(theirs(metrics.registry(), false, Set.of())))
        .anyMatch(family -> family.contains("without_labels_total 0.0"));
  }

  private static Metrics randomMetrics(Random random) {
    Metrics metrics = new Metrics(new CollectorRegistry(), 10 + random.nextInt(30));
    new StillExports().register(metrics.registry());
    metrics.gauge("read", "Read at the scrape.", () -> 0.25);
    for (int i = 0; i < 3; i++) {
      String[] labels =
          IntStream.range(0, random.nextInt(4)).mapToObj(l -> "label_" + l).toArray(String[]::new);
      LabeledCounter counter = metrics.counter("counter_" + i + "_total", help(random), labels);
      LabeledGauge gauge = metrics.gauge("gauge_" + i, help(random), labels);
      LabeledHistogram histogram =
          metrics.histogram("histogram_" + i, help(random), BOUNDS, labels);
      for (int n = random.nextInt(60); n > 0; n--) {
        counter.add(random.nextInt(3) * random.nextDouble() * 1e7, values(random, labels.length));
        gauge.set(random.nextGaussian(), values(random, labels.length));
        histogram.observeTraced(
            Duration.ofNanos(random.nextLong(50_000_000_000L)),
            random.nextBoolean() ? "%032x".formatted(random.nextLong()) : null,
            values(random, labels.length));
      }
    }
    return metrics;
  }

  private static String[] values(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> VALUES.get(random.nextInt(VALUES.size())))
        .toArray(String[]::new);
  }

  private static String help(Random random) {
    return "Help " + VALUES.get(random.nextInt(VALUES.size()));
  }

  private static String ours(Metrics metrics, boolean openMetrics, Set<String> names)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MetricsPage(metrics).write(out, openMetrics, names);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String theirs(CollectorRegistry registry, boolean openMetrics, Set<String> names)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Writer page = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      TextFormat.writeFormat(
          openMetrics ? TextFormat.CONTENT_TYPE_OPENMETRICS_100 : TextFormat.CONTENT_TYPE_004,
          page,
          new WithoutCreated(registry.filteredMetricFamilySamples(names)));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * Each family's heading and its samples; the order of families and series is nobody's promise.
   */
  private static List<String> families(String page) {
    List<List<String>> families = new ArrayList<>();
    String first = page.startsWith("# TYPE") ? "# TYPE" : "# HELP";
    for (String line : page.lines().toList()) {
      if (line.startsWith(first) || families.isEmpty() || line.equals("# EOF")) {
        families.add(new ArrayList<>());
      }
      families.get(families.size() - 1).add(line);
    }
    return families.stream().map(lines -> String.join("\n", sorted(lines))).toList();
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  /** What is registered beside the guarded metrics, unchanging between two scrapes. */
  private static final class StillExports extends Collector {

    private final List<MetricFamilySamples> families = new StandardExports().collect();

    @Override
    public List<MetricFamilySamples> collect() {
      return families;
    }
  }
}
