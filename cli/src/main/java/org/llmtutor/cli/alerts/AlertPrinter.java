package org.llmtutor.cli.alerts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Csv;
import org.llmtutor.cli.output.Markdown;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;
import org.llmtutor.cli.time.DurationText;

/** Alerts in every form of output. */
final class AlertPrinter {

  private static final int DIGITS = 6;

  private final List<Alert> alerts;
  private final Instant now;

  /** Of {@code alerts}, sorted, seen at {@code now}. */
  AlertPrinter(List<Alert> alerts, Instant now) {
    this.alerts = alerts;
    this.now = now;
  }

  /** How long ago, in the two largest units. */
  static String age(@Nullable Instant time, Instant now) {
    if (time == null) {
      return "-";
    }
    Duration age = time.isAfter(now) ? Duration.ZERO : Duration.between(time, now);
    Duration rounded =
        age.toDays() > 0
            ? Duration.ofHours(age.toHours())
            : age.toHours() > 0
                ? Duration.ofMinutes(age.toMinutes())
                : Duration.ofSeconds(age.toSeconds());
    return DurationText.format(rounded);
  }

  String table(Terminal terminal) {
    Table table = new Table(columns());
    for (Alert alert : alerts) {
      table.row(cells(alert).toArray(new String[0]));
      table.style(0, style(alert.state()));
    }
    return table.render(terminal) + runbooks();
  }

  /** Where it says what to do, each page once. */
  private String runbooks() {
    Set<String> pages = new LinkedHashSet<>();
    alerts.forEach(alert -> pages.add(alert.annotations().getOrDefault("runbook_url", "")));
    pages.remove("");
    StringBuilder text = new StringBuilder(pages.isEmpty() ? "" : "\nWhat to do:\n");
    pages.forEach(page -> text.append("  ").append(PlainText.of(page)).append('\n'));
    return text.toString();
  }

  String markdown() {
    StringBuilder text = new StringBuilder(Markdown.heading(columns()));
    alerts.forEach(alert -> text.append(Markdown.row(cells(alert))));
    return text.toString();
  }

  /** The value stands only where the source tells it. */
  private List<Table.Column> columns() {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.text("STATE"));
    columns.add(Table.name("ALERT"));
    columns.add(Table.text("SEVERITY"));
    columns.add(Table.number("SINCE"));
    if (hasValues()) {
      columns.add(Table.number("VALUE"));
    }
    columns.add(Table.text("SUMMARY"));
    return columns;
  }

  private List<String> cells(Alert alert) {
    List<String> cells = new ArrayList<>();
    cells.add(alert.state().name());
    cells.add(alert.name());
    cells.add(alert.severity().isEmpty() ? "-" : alert.severity());
    cells.add(age(alert.since(), now));
    if (hasValues()) {
      cells.add(value(alert.value()));
    }
    cells.add(alert.summary());
    return cells;
  }

  private boolean hasValues() {
    return alerts.stream().anyMatch(alert -> !alert.value().isEmpty());
  }

  private static String value(String sent) {
    try {
      BigDecimal rounded = new BigDecimal(sent).round(new MathContext(DIGITS)).stripTrailingZeros();
      boolean plain = Math.abs(rounded.precision() - rounded.scale()) < 2 * DIGITS;
      return plain ? rounded.toPlainString() : rounded.toString();
    } catch (NumberFormatException e) {
      return sent; // NaN, +Inf, -Inf, or nothing
    }
  }

  private static Style style(Alert.State state) {
    return switch (state) {
      case firing -> Style.RED;
      case pending -> Style.YELLOW;
      default -> Style.DIM;
    };
  }

  String csv() {
    StringBuilder csv =
        new StringBuilder(
            Csv.line(List.of("state", "alert", "severity", "since", "value", "labels", "summary")));
    for (Alert alert : alerts) {
      csv.append(
          Csv.line(
              List.of(
                  alert.state().name(),
                  alert.name(),
                  alert.severity(),
                  alert.since() == null ? "" : alert.since().toString(),
                  alert.value(),
                  labels(alert),
                  alert.summary())));
    }
    return csv.toString();
  }

  private static String labels(Alert alert) {
    List<String> labels = new ArrayList<>();
    new TreeMap<>(alert.labels())
        .forEach(
            (name, value) ->
                labels.add(name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
    return String.join(", ", labels);
  }

  String json(String source) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("source", source);
    json.put("alerts", alerts.stream().map(AlertPrinter::json).toList());
    return JsonWriter.write(json) + "\n";
  }

  private static Map<String, @Nullable Object> json(Alert alert) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("state", alert.state().name());
    json.put("alert", alert.name());
    json.put("severity", alert.severity());
    json.put("since", alert.since() == null ? null : alert.since().toString());
    if (!alert.value().isEmpty()) {
      json.put("value", alert.value());
    }
    json.put("labels", new TreeMap<>(alert.labels()));
    json.put("annotations", new TreeMap<>(alert.annotations()));
    if (!alert.silencedBy().isEmpty()) {
      json.put("silenced_by", alert.silencedBy());
    }
    if (!alert.inhibitedBy().isEmpty()) {
      json.put("inhibited_by", alert.inhibitedBy());
    }
    return json;
  }
}
