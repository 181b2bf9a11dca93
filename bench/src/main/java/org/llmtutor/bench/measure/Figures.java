package org.llmtutor.bench.measure;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one run measured, by benchmark, such as {@code ScrapeBenchmark.servicePage(5000)}.
 *
 * @param byName in the order of the run
 */
record Figures(Map<String, Figure> byName) {

  /** Copies the map. */
  Figures {
    byName = new LinkedHashMap<>(byName);
  }

  /**
   * One benchmark's figure.
   *
   * @param median of the iterations, or of the single calls when those were timed
   * @param p99 of the single calls; absent when only iterations were timed
   * @param unit of both
   */
  record Figure(double median, OptionalDouble p99, String unit) {}

  static Figures of(Collection<RunResult> results) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (RunResult result : results) {
      Statistics statistics = result.getPrimaryResult().getStatistics();
      figures.put(
          name(result.getParams()),
          new Figure(
              statistics.getPercentile(50),
              p99(result.getParams().getMode(), statistics),
              result.getPrimaryResult().getScoreUnit()));
    }
    return new Figures(figures);
  }

  private static OptionalDouble p99(Mode mode, Statistics statistics) {
    return mode == Mode.SampleTime
        ? OptionalDouble.of(statistics.getPercentile(99))
        : OptionalDouble.empty();
  }

  private static String name(BenchmarkParams params) {
    String full = params.getBenchmark();
    int beforeMethod = full.lastIndexOf('.');
    String method = full.substring(full.lastIndexOf('.', beforeMethod - 1) + 1);
    String arguments =
        params.getParamsKeys().stream().map(params::getParam).collect(Collectors.joining(","));
    return arguments.isEmpty() ? method : method + "(" + arguments + ")";
  }

  /** The median, when the benchmark was run. */
  OptionalDouble median(String name) {
    Figure figure = byName.get(name);
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.median());
  }

  /** The 99th percentile, when the benchmark was run. */
  OptionalDouble p99(String name) {
    Figure figure = byName.get(name);
    return figure == null ? OptionalDouble.empty() : figure.p99();
  }

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "%-45s %14s %14s  %s%n", "benchmark", "median", "p99", "unit");
    byName.forEach(
        (name, figure) ->
            out.printf(
                Locale.ROOT,
                "%-45s %,14.2f %14s  %s%n",
                name,
                figure.median(),
                shown(figure.p99()),
                figure.unit()));
  }

  private static String shown(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%,.2f", value.getAsDouble()) : "";
  }
}
