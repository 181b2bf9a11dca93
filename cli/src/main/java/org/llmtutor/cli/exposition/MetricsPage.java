package org.llmtutor.cli.exposition;

import java.util.List;
import java.util.Optional;

/**
 * A page that was read.
 *
 * @param families its metrics, in the page's order
 * @param problems what is wrong with it, at most {@link ExpositionParser#MAX_PROBLEMS}
 * @param problemsOmitted how many more there were
 * @param openMetrics whether it is OpenMetrics rather than the older text format
 */
public record MetricsPage(
    List<MetricFamily> families,
    List<ExpositionProblem> problems,
    int problemsOmitted,
    boolean openMetrics) {

  /** Copies the lists. */
  public MetricsPage {
    families = List.copyOf(families);
    problems = List.copyOf(problems);
  }

  /** The metric called {@code name}, in either format's spelling of a counter's name. */
  public Optional<MetricFamily> family(String name) {
    String base =
        name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
    return families.stream()
        .filter(f -> f.name().equals(name) || f.name().equals(base))
        .findFirst();
  }

  /** Sample lines of all metrics. */
  public long series() {
    return families.stream().mapToLong(MetricFamily::series).sum();
  }
}
