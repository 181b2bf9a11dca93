package org.llmtutor.service.telemetry;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.llmtutor.service.telemetry.page.PageWriter;

/**
 * One guarded metric on the page. Its series are written from the client library's children with
 * labels encoded once; asking the library for samples instead makes half a dozen objects a line.
 * Safe for concurrent use.
 *
 * @param <C> the metric's child
 */
final class GuardedFamily<C> {

  /** Writes the lines of one child. */
  interface Lines<C> {

    void write(PageWriter page, byte[] labels, C child) throws IOException;
  }

  private static final String TOTAL = "_total";
  private static final byte[] INFINITE = label("+Inf");

  private final String name;
  private final Collector.Type type;
  private final String help;
  private final LabelGuard<C> guard;
  private final Lines<C> lines;

  private GuardedFamily(
      String name, Collector.Type type, String help, LabelGuard<C> guard, Lines<C> lines) {
    this.name = name;
    this.type = type;
    this.help = help;
    this.guard = guard;
    this.lines = lines;
  }

  static GuardedFamily<Counter.Child> counter(
      String name, String help, LabelGuard<Counter.Child> guard) {
    String family = name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    byte[] sample = bytes(family + TOTAL);
    return new GuardedFamily<>(
        family,
        Collector.Type.COUNTER,
        help,
        guard,
        (page, labels, child) -> page.sample(sample, labels, child.get()));
  }

  static GuardedFamily<Gauge.Child> gauge(String name, String help, LabelGuard<Gauge.Child> guard) {
    byte[] sample = bytes(name);
    return new GuardedFamily<>(
        name,
        Collector.Type.GAUGE,
        help,
        guard,
        (page, labels, child) -> page.sample(sample, labels, child.get()));
  }

  static GuardedFamily<Histogram.Child> histogram(
      String name, String help, double[] bounds, LabelGuard<Histogram.Child> guard) {
    byte[] bucket = bytes(name + "_bucket");
    byte[] count = bytes(name + "_count");
    byte[] sum = bytes(name + "_sum");
    byte[][] les = les(bounds);
    return new GuardedFamily<>(
        name,
        Collector.Type.HISTOGRAM,
        help,
        guard,
        (page, labels, child) -> {
          Histogram.Child.Value value = child.get();
          for (int i = 0; i < les.length; i++) {
            page.sample(bucket, labels, les[i], value.buckets[i], value.exemplars[i]);
          }
          page.sample(count, labels, value.buckets[les.length - 1]);
          page.sample(sum, labels, value.sum);
        });
  }

  /** Every name by which the registry knows the metric or one of its samples. */
  List<String> names() {
    return List.of(
        name, name + TOTAL, name + "_created", name + "_bucket", name + "_count", name + "_sum");
  }

  /** Writes the heading and the series, or nothing while there are none. */
  void write(PageWriter page) throws IOException {
    boolean begun = false;
    for (LabelGuard.Series<C> series : guard.series()) {
      if (!begun) {
        page.header(name, type, "", help);
        begun = true;
      }
      series.write(page, lines);
    }
  }

  private static byte[][] les(double[] bounds) {
    boolean open = bounds.length == 0 || bounds[bounds.length - 1] != Double.POSITIVE_INFINITY;
    byte[][] les = new byte[bounds.length + (open ? 1 : 0)][];
    Arrays.fill(les, INFINITE);
    for (int i = 0; i < bounds.length; i++) {
      les[i] = label(Collector.doubleToGoString(bounds[i]));
    }
    return les;
  }

  private static byte[] label(String bound) {
    return PageWriter.labels(List.of("le"), List.of(bound));
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
