package org.llmtutor.cli.alerts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Csv;
import org.llmtutor.cli.output.Markdown;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;

/** How rules fare, in every form of output. */
final class RulePrinter {

  private static final List<Table.Column> COLUMNS =
      List.of(
          Table.extra("GROUP"),
          Table.name("RULE"),
          Table.extra("KIND"),
          Table.text("HEALTH"),
          Table.number("EVALUATED"),
          Table.number("TOOK"),
          Table.text("ERROR"));

  private final List<RuleHealth> rules;
  private final Instant now;

  /** Of {@code rules}, seen at {@code now}. */
  RulePrinter(List<RuleHealth> rules, Instant now) {
    this.rules = rules;
    this.now = now;
  }

  String table(Terminal terminal) {
    if (rules.isEmpty()) {
      return "No rules are loaded there.\n";
    }
    Table table = new Table(COLUMNS.subList(0, COLUMNS.size() - 1));
    StringBuilder errors = new StringBuilder();
    for (RuleHealth rule : rules) {
      List<String> cells = cells(rule);
      table.row(cells.subList(0, cells.size() - 1).toArray(new String[0]));
      table.style(3, rule.failed() ? Style.RED : Style.GREEN);
      if (!rule.error().isEmpty()) {
        errors.append('\n').append(PlainText.of(rule.name() + ": " + rule.error())).append('\n');
      }
    }
    return table.render(terminal) + errors;
  }

  String markdown() {
    StringBuilder text = new StringBuilder(Markdown.heading(COLUMNS));
    rules.forEach(rule -> text.append(Markdown.row(cells(rule))));
    return text.toString();
  }

  private List<String> cells(RuleHealth rule) {
    Instant evaluated = rule.evaluated();
    return List.of(
        rule.group(),
        rule.name(),
        kind(rule),
        rule.health(),
        evaluated == null ? "never" : AlertPrinter.age(evaluated, now) + " ago",
        took(rule.seconds()),
        rule.error());
  }

  private static String kind(RuleHealth rule) {
    return rule.alerting() ? "alert" : "record";
  }

  private static String took(@Nullable BigDecimal seconds) {
    return seconds == null
        ? "-"
        : seconds.movePointRight(3).setScale(1, RoundingMode.HALF_EVEN).toPlainString() + " ms";
  }

  String csv() {
    StringBuilder csv =
        new StringBuilder(
            Csv.line(List.of("group", "rule", "kind", "health", "evaluated", "seconds", "error")));
    for (RuleHealth rule : rules) {
      csv.append(
          Csv.line(
              List.of(
                  rule.group(),
                  rule.name(),
                  kind(rule),
                  rule.health(),
                  rule.evaluated() == null ? "" : rule.evaluated().toString(),
                  rule.seconds() == null ? "" : rule.seconds().toPlainString(),
                  rule.error())));
    }
    return csv.toString();
  }

  String json(String source) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("source", source);
    json.put("rules", rules.stream().map(RulePrinter::json).toList());
    return JsonWriter.write(json) + "\n";
  }

  private static Map<String, @Nullable Object> json(RuleHealth rule) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("group", rule.group());
    json.put("rule", rule.name());
    json.put("kind", kind(rule));
    json.put("health", rule.health());
    json.put("evaluated", rule.evaluated() == null ? null : rule.evaluated().toString());
    json.put("seconds", rule.seconds());
    if (!rule.error().isEmpty()) {
      json.put("error", rule.error());
    }
    return json;
  }
}
