package org.llmtutor.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import org.llmtutor.bench.query.QueryClass;

/** The medians of the range queries as a table, kept between two marks of a document. */
final class QueryTable {

  private static final String OPEN = "<!-- queries: written by make bench -->";
  private static final String CLOSE = "<!-- end of queries -->";
  private static final int[] SERIES = {1, 10, 100};
  private static final int[] STEPS = {1, 100, 1_000};
  private static final double MICROS_PER_MILLI = 1_000;

  private QueryTable() {}

  /**
   * Puts the table of {@code figures} between the marks.
   *
   * @throws IOException when the file cannot be read or written, or has no marks
   */
  static void write(Figures figures, Path document) throws IOException {
    String text = Files.readString(document);
    int open = text.indexOf(OPEN);
    int close = text.indexOf(CLOSE);
    if (open < 0 || close < open) {
      throw new IOException(document + ": lacks the lines " + OPEN + " and " + CLOSE);
    }
    String table = "\n" + Machine.describe() + "\n\n" + table(figures) + "\n";
    Files.writeString(
        document, text.substring(0, open + OPEN.length()) + table + text.substring(close));
  }

  /** Whether a run measured all that the table shows. */
  static boolean complete(Figures figures) {
    for (int steps : STEPS) {
      boolean all = join(figures, steps).isPresent();
      for (QueryClass query : QueryClass.values()) {
        for (int series : SERIES) {
          all &= median(figures, query, series, steps).isPresent();
        }
      }
      if (!all) {
        return false;
      }
    }
    return true;
  }

  private static String table(Figures figures) {
    StringBuilder table = new StringBuilder();
    table.append(
        "| query | series | 1 step | 100 steps | 1,000 steps | Prometheus 3.5 | ratio |\n");
    table.append("|---|---:|---:|---:|---:|---:|---:|\n");
    for (QueryClass query : QueryClass.values()) {
      for (int series : SERIES) {
        row(table, figures, query, series);
      }
    }
    table.append("| join of 2,000 with 1,000 series | |");
    for (int steps : STEPS) {
      cell(table, join(figures, steps));
    }
    return table.append(" | |\n").toString();
  }

  private static void row(StringBuilder table, Figures figures, QueryClass query, int series) {
    table.append("| `").append(query.text(series)).append("` | ").append(series).append(" |");
    for (int steps : STEPS) {
      cell(table, median(figures, query, series, steps));
    }
    boolean known = series == SERIES[SERIES.length - 1];
    OptionalDouble longest = median(figures, query, series, STEPS[STEPS.length - 1]);
    if (known && longest.isPresent()) {
      double ratio = longest.getAsDouble() / MICROS_PER_MILLI / query.referenceMillis();
      table.append(String.format(Locale.ROOT, " %,d ms | %.2f |", query.referenceMillis(), ratio));
    } else {
      table.append(" | |");
    }
    table.append('\n');
  }

  private static void cell(StringBuilder table, OptionalDouble micros) {
    micros.ifPresent(
        value -> table.append(String.format(Locale.ROOT, " %,.3f ms", value / MICROS_PER_MILLI)));
    table.append(" |");
  }

  private static OptionalDouble median(Figures figures, QueryClass query, int series, int steps) {
    return figures.median("QueryBenchmark.range(" + query + "," + series + "," + steps + ")");
  }

  private static OptionalDouble join(Figures figures, int steps) {
    return figures.median("JoinBenchmark.range(" + steps + ")");
  }
}
