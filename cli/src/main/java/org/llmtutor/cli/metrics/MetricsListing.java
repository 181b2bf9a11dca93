package org.llmtutor.cli.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.llmtutor.cli.exposition.ExpositionParser;
import org.llmtutor.cli.exposition.ExpositionProblem;
import org.llmtutor.cli.exposition.MetricFamily;
import org.llmtutor.cli.exposition.MetricsPage;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Csv;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;

/** The metrics of a page that were asked for, in every form of output. */
final class MetricsListing {

  private static final int LONGEST_SOURCE = 200;

  private final MetricsPage page;
  private final List<MetricFamily> families;

  MetricsListing(MetricsPage page, String grep, int top) {
    this.page = page;
    String wanted = grep.toLowerCase(Locale.ROOT);
    List<MetricFamily> chosen = new ArrayList<>();
    for (MetricFamily family : page.families()) {
      String text = name(family) + "\n" + family.help();
      if (text.toLowerCase(Locale.ROOT).contains(wanted)) {
        chosen.add(family);
      }
    }
    chosen.sort(
        top > 0
            ? Comparator.comparingLong(MetricFamily::series)
                .reversed()
                .thenComparing(MetricFamily::name)
            : Comparator.comparing(MetricFamily::name));
    this.families = top > 0 && top < chosen.size() ? chosen.subList(0, top) : chosen;
  }

  /** The name that queries use: Prometheus keeps what OpenMetrics leaves out of a declaration. */
  private String name(MetricFamily family) {
    String ending = !page.openMetrics() ? "" : family.ending();
    return family.name().endsWith(ending) ? family.name() : family.name() + ending;
  }

  String table(Terminal terminal) {
    if (page.families().isEmpty()) {
      return "No metrics on the page.\n";
    }
    Table table =
        new Table(
            List.of(
                Table.number("SERIES"),
                Table.number("TYPE"),
                Table.name("NAME"),
                Table.text("HELP")));
    for (MetricFamily family : families) {
      table.row(Numbers.count(family.series()), family.type(), name(family), family.help());
    }
    String format = page.openMetrics() ? "OpenMetrics" : "text format 0.0.4";
    int total = page.families().size();
    String all = Numbers.count(total) + (total == 1 ? " metric, " : " metrics, ");
    String shown =
        families.size() < page.families().size() ? families.size() + " shown of " + all : all;
    return table.render(terminal)
        + "\n"
        + shown
        + Numbers.count(page.series())
        + " series, "
        + format
        + "\n";
  }

  String json() {
    List<Map<String, Object>> items = new ArrayList<>();
    for (MetricFamily family : families) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("name", name(family));
      item.put("type", family.type());
      item.put("unit", family.unit());
      item.put("help", family.help());
      item.put("series", family.series());
      items.add(item);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", page.openMetrics() ? "openmetrics" : "text-0.0.4");
    document.put("families", page.families().size());
    document.put("series", page.series());
    document.put("problems", page.problems().size() + page.problemsOmitted());
    document.put("metrics", items);
    return JsonWriter.write(document);
  }

  String csv() {
    StringBuilder csv = new StringBuilder(Csv.line(List.of("name", "type", "series", "help")));
    for (MetricFamily family : families) {
      String series = Long.toString(family.series());
      csv.append(Csv.line(List.of(name(family), family.type(), series, family.help())));
    }
    return csv.toString();
  }

  /** Every problem with file, line and column, the source line and a caret below the place. */
  String problems(String name) {
    StringBuilder text = new StringBuilder();
    for (ExpositionProblem problem : page.problems()) {
      text.append(name).append(':').append(problem.line()).append(':').append(problem.column());
      text.append(": ").append(problem.message()).append('\n');
      if (!problem.source().isEmpty()) {
        source(text, problem);
      }
    }
    if (page.problemsOmitted() > 0) {
      text.append(name).append(": ").append(page.problemsOmitted());
      text.append(" more problems; the first ").append(ExpositionParser.MAX_PROBLEMS);
      text.append(" are shown\n");
    }
    return text.toString();
  }

  private static void source(StringBuilder text, ExpositionProblem problem) {
    String source = problem.source();
    int place = Math.min(problem.column() - 1, source.length());
    int start = Math.max(0, place - LONGEST_SOURCE / 2);
    int end = Math.min(source.length(), start + LONGEST_SOURCE);
    String before = PlainText.of(source.substring(start, place));
    text.append("    ").append(before).append(PlainText.of(source.substring(place, end)));
    text.append("\n    ").append(" ".repeat(before.length())).append("^\n");
  }
}
