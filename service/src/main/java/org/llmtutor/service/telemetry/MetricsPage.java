package org.llmtutor.service.telemetry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.llmtutor.service.telemetry.page.PageWriter;

/**
 * The registry as a page: guarded metrics first, straight from their children, then whatever else
 * is registered, one collector at a time. Memory does not grow with the page. Safe for concurrent
 * use.
 */
public final class MetricsPage {

  private final Metrics metrics;

  /** Shows what is registered in {@code metrics} and its registry. */
  public MetricsPage(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Writes everything, or only samples of the selected names when there are any. */
  // The client library hands out an Enumeration.
  @SuppressWarnings("JdkObsolete")
  public void write(OutputStream out, boolean openMetrics, Set<String> selected)
      throws IOException {
    PageWriter page = new PageWriter(out, openMetrics);
    Enumeration<MetricFamilySamples> families =
        selected.isEmpty()
            ? metrics.registry().filteredMetricFamilySamples(writeGuarded(page)::doesNotHold)
            : metrics.registry().filteredMetricFamilySamples(selected);
    while (families.hasMoreElements()) {
      page.family(families.nextElement());
    }
    page.finish();
  }

  private Written writeGuarded(PageWriter page) throws IOException {
    Written written = new Written(new HashSet<>());
    List<GuardedFamily<?>> guarded = metrics.guarded();
    for (GuardedFamily<?> family : guarded) {
      family.write(page);
      written.names.addAll(family.names());
    }
    return written;
  }

  /** Names that stand on the page already. */
  private record Written(Set<String> names) {

    boolean doesNotHold(String name) {
      return !names.contains(name);
    }
  }
}
