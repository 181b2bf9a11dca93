package org.llmtutor.cli.query;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.chart.ChartSeries;
import org.llmtutor.cli.chart.ChartSeries.ChartPoint;
import org.llmtutor.cli.chart.LineChart;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Csv;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;
import org.llmtutor.cli.query.QueryResult.Point;
import org.llmtutor.cli.query.QueryResult.QuerySeries;

/** A result in every form of output. */
final class QueryPrinter {

  private static final String NOTHING = "No data: no series matches the expression.\n";

  private static final int LONGEST_VALUE = 12;

  private final QueryResult result;
  private final Terminal terminal;

  QueryPrinter(QueryResult result, Terminal terminal) {
    this.result = result;
    this.terminal = terminal;
  }

  String json() {
    return JsonWriter.write(result.data());
  }

  /** One record per value, a column per label. */
  String csv() {
    Set<String> names = labelNames();
    List<String> heading = new ArrayList<>(names);
    heading.add("timestamp");
    heading.add("value");
    StringBuilder csv = new StringBuilder(Csv.line(heading));
    for (QuerySeries series : result.series()) {
      for (Point point : series.points()) {
        List<String> fields = values(series, names);
        fields.add(instant(point.seconds()).toString());
        fields.add(point.value());
        csv.append(Csv.line(fields));
      }
    }
    return csv.toString();
  }

  /** Values with their labels; ranges are summed up in one row per series. */
  String table() {
    if (result.series().isEmpty()) {
      return NOTHING;
    }
    return switch (result.type()) {
      case "matrix" -> ranges();
      case "vector" -> vector();
      default -> result.series().get(0).points().get(0).value() + "\n";
    };
  }

  private String vector() {
    Set<String> names = labelNames();
    Table wide = columns(names);
    if (fits(wide) && !names.isEmpty()) {
      return wide.render(terminal);
    }
    Map<String, String> common = result.common();
    names.removeAll(common.keySet());
    Table less = columns(names);
    String heading = common.isEmpty() ? "" : "All: " + new QuerySeries(common, List.of()).text();
    String above = heading.isEmpty() ? "" : PlainText.of(heading) + "\n\n";
    return above + (fits(less) && !names.isEmpty() ? less : narrow(common)).render(terminal);
  }

  private boolean fits(Table table) {
    return table.naturalWidth() <= terminal.columns().orElse(Integer.MAX_VALUE);
  }

  /** A column per label. */
  private Table columns(Set<String> names) {
    List<Table.Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(Table.text(name.equals("__name__") ? "METRIC" : name)));
    columns.add(Table.number("VALUE"));
    Table table = new Table(columns);
    for (QuerySeries series : result.series()) {
      List<String> cells = values(series, names);
      cells.add(value(series.points().get(0)));
      table.row(cells.toArray(new String[0]));
    }
    return table;
  }

  /** One column for all labels but those that every series has. */
  private Table narrow(Map<String, String> common) {
    Table table = new Table(List.of(Table.text("SERIES"), Table.number("VALUE")));
    for (QuerySeries series : result.series()) {
      table.row(series.without(common.keySet()).text(), value(series.points().get(0)));
    }
    return table;
  }

  /** As the server wrote it, without the noise of sums of binary fractions. */
  private static String value(Point point) {
    double number = point.number();
    boolean noisy = point.value().length() > LONGEST_VALUE && Double.isFinite(number);
    return noisy ? rounded(number, LONGEST_VALUE) : point.value();
  }

  private String ranges() {
    Table table =
        new Table(
            List.of(
                Table.text("SERIES"),
                Table.number("POINTS"),
                Table.number("MIN"),
                Table.number("MEAN"),
                Table.number("MAX"),
                Table.number("LAST")));
    for (QuerySeries series : result.series()) {
      double[] values = series.points().stream().mapToDouble(Point::number).toArray();
      String last = values.length == 0 ? "-" : number(values[values.length - 1]);
      table.row(
          series.text(),
          Integer.toString(values.length),
          number(java.util.Arrays.stream(values).min().orElse(Double.NaN)),
          number(java.util.Arrays.stream(values).average().orElse(Double.NaN)),
          number(java.util.Arrays.stream(values).max().orElse(Double.NaN)),
          last);
    }
    return table.render(terminal);
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
    return rounded(value, 6);
  }

  private static String rounded(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value, new MathContext(digits)).stripTrailingZeros();
    boolean plain = Math.abs(rounded.precision() - rounded.scale()) < 12;
    return plain ? rounded.toPlainString() : rounded.toString();
  }

  /** Lines over the range; the range of the values when none was asked for. */
  String chart(@Nullable QueryRange range) {
    if (range == null || result.series().isEmpty()) {
      return NOTHING;
    }
    List<ChartSeries> lines = new ArrayList<>();
    for (QuerySeries series : result.series()) {
      List<ChartPoint> points = new ArrayList<>();
      for (Point point : series.points()) {
        points.add(new ChartPoint(point.seconds().doubleValue(), point.number()));
      }
      lines.add(new ChartSeries(series.text(), points));
    }
    DateTimeFormatter format = format(Duration.between(range.from(), range.to()));
    LineChart chart =
        new LineChart(
            lines,
            range.from().getEpochSecond(),
            range.to().getEpochSecond(),
            range.step().toMillis() / 1000.0,
            seconds -> format.format(Instant.ofEpochSecond((long) seconds)));
    return chart.draw(terminal);
  }

  private static DateTimeFormatter format(Duration range) {
    String pattern =
        range.compareTo(Duration.of(1, ChronoUnit.DAYS)) > 0 ? "MM-dd HH:mm'Z'" : "HH:mm:ss'Z'";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private Set<String> labelNames() {
    Set<String> names = new LinkedHashSet<>();
    if (result.series().stream().anyMatch(s -> s.labels().containsKey("__name__"))) {
      names.add("__name__");
    }
    Set<String> others = new java.util.TreeSet<>();
    result.series().forEach(series -> others.addAll(series.labels().keySet()));
    names.addAll(others);
    return names;
  }

  private static List<String> values(QuerySeries series, Set<String> names) {
    List<String> values = new ArrayList<>();
    names.forEach(name -> values.add(series.labels().getOrDefault(name, "")));
    return values;
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
  }
}
