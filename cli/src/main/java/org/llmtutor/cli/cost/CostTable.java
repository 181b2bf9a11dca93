package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetReport;
import org.llmtutor.api.CostForecast;
import org.llmtutor.api.CostReport;
import org.llmtutor.cli.chart.Sparkline;
import org.llmtutor.cli.output.Markdown;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;

/** A report for people: rounded amounts, shares, a total, and what the figures leave open. */
final class CostTable {

  /** How much a table shows, by the room there is; each shows what those before it show. */
  private enum Detail {
    COST,
    TRENDS,
    TOKENS,
    SHARES,
    BARS;

    boolean shows(Detail other) {
      return compareTo(other) >= 0;
    }
  }

  private static final int BAR = 10;
  private static final int TREND = 14;

  private final Facts facts;
  private final CostReport report;
  private final CostWords words;
  private final Terminal terminal;
  private final boolean unknown;
  private final boolean trends;

  CostTable(Facts facts, Terminal terminal) {
    this.facts = facts;
    this.report = facts.report();
    this.words = new CostWords(report);
    this.terminal = terminal;
    this.unknown = report.total().unknownCalls() > 0 || report.total().unknownUsd().signum() > 0;
    this.trends = report.rows().stream().anyMatch(row -> row.trend() != null);
  }

  /** The report for a terminal. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (words.isEmpty()) {
      text.append(words.nothing());
    } else {
      text.append(terminal.styled(words.title(), Style.BOLD)).append("\n\n");
      text.append(fitting().render(terminal));
      append(text, words.notes());
    }
    CostForecast forecast = facts.forecast();
    if (forecast != null) {
      append(text, CostWords.forecast(forecast));
    }
    BudgetReport budgets = facts.budgets();
    if (budgets != null) {
      text.append('\n').append(budgetTable(budgets).render(terminal));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> lines) {
    text.append(lines.isEmpty() ? "" : "\n");
    lines.forEach(line -> text.append(line).append('\n'));
  }

  private Table fitting() {
    Table table = table(Detail.BARS);
    for (Detail less : List.of(Detail.SHARES, Detail.TOKENS, Detail.TRENDS, Detail.COST)) {
      if (table.naturalWidth() > terminal.columns().orElse(Integer.MAX_VALUE)) {
        table = table(less);
      }
    }
    return table;
  }

  /** The report as Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    if (words.isEmpty()) {
      text.append(words.nothing());
    } else {
      text.append("**").append(words.title()).append("**\n\n");
      text.append(Markdown.heading(columns(Detail.SHARES)));
      report.rows().forEach(row -> text.append(Markdown.row(cells(row, keys(row), Detail.SHARES))));
      text.append(Markdown.row(cells(report.total(), totalKeys(), Detail.SHARES)));
      append(text, words.notes());
    }
    CostForecast forecast = facts.forecast();
    if (forecast != null) {
      append(text, CostWords.forecast(forecast));
    }
    BudgetReport budgets = facts.budgets();
    if (budgets != null) {
      text.append('\n').append(Markdown.heading(BUDGET_COLUMNS));
      budgets.windows().forEach(window -> text.append(Markdown.row(budgetCells(window))));
    }
    return text.toString();
  }

  private List<Table.Column> columns(Detail detail) {
    List<Table.Column> columns = new ArrayList<>();
    report.by().forEach(name -> columns.add(Table.text(name.toUpperCase(Locale.ROOT))));
    if (columns.isEmpty()) {
      columns.add(Table.text(""));
    }
    columns.add(Table.number("CALLS"));
    if (detail.shows(Detail.TOKENS)) {
      columns.add(Table.number("TOKENS IN"));
      columns.add(Table.number("TOKENS OUT"));
    }
    columns.add(Table.number("COST"));
    if (unknown) {
      columns.add(Table.number("UNKNOWN"));
    }
    if (report.compare() != null) {
      columns.add(Table.number("BEFORE"));
      columns.add(Table.number("CHANGE"));
      columns.add(Table.number("%"));
    }
    String unit = report.unit();
    if (unit != null) {
      columns.add(Table.number(counted(unit)));
      columns.add(Table.number("PER " + PlainText.of(unit).toUpperCase(Locale.ROOT)));
    }
    if (detail.shows(Detail.SHARES)) {
      columns.add(Table.number("SHARE"));
    }
    if (trends && detail.shows(Detail.TRENDS)) {
      columns.add(Table.text("14 DAYS"));
    } else if (detail.shows(Detail.BARS)) {
      columns.add(Table.text(""));
    }
    return columns;
  }

  private static String counted(String unit) {
    return switch (unit) {
      case "exercise" -> "SOLVED";
      case "learner" -> "LEARNERS";
      default -> "HINTS";
    };
  }

  private Table table(Detail detail) {
    Table table = new Table(columns(detail));
    int last = columns(detail).size() - 1;
    for (CostReport.Row row : report.rows()) {
      table.row(cells(row, keys(row), detail).toArray(new String[0]));
      if (isAnomaly(row) && trends && detail.shows(Detail.TRENDS)) {
        table.style(last, Style.RED);
      }
    }
    table.row(Style.BOLD, total(detail).toArray(new String[0]));
    return table;
  }

  private static boolean isAnomaly(CostReport.Row row) {
    CostReport.Trend trend = row.trend();
    return trend != null && trend.anomaly() != null;
  }

  private List<String> total(Detail detail) {
    Detail barless = detail == Detail.BARS && !trends ? Detail.SHARES : detail;
    return cells(report.total(), totalKeys(), barless);
  }

  private List<String> keys(CostReport.Row row) {
    return report.by().isEmpty()
        ? List.of("all")
        : report.by().stream().map(name -> CostWords.key(row, name)).toList();
  }

  private List<String> totalKeys() {
    List<String> keys = new ArrayList<>(List.of("TOTAL"));
    for (int i = 1; i < report.by().size(); i++) {
      keys.add("");
    }
    return keys;
  }

  private List<String> cells(CostReport.Row row, List<String> keys, Detail detail) {
    List<String> cells = new ArrayList<>(keys);
    cells.add(Numbers.count(row.calls()));
    if (detail.shows(Detail.TOKENS)) {
      cells.add(Numbers.count(row.tokens().prompt()));
      cells.add(Numbers.count(row.tokens().reply()));
    }
    cells.add(words.usd(row.costUsd()));
    if (unknown) {
      cells.add(words.usd(row.unknownUsd()));
    }
    if (report.compare() != null) {
      changes(cells, row.previous());
    }
    if (report.unit() != null) {
      unit(cells, row.unit());
    }
    if (detail.shows(Detail.SHARES)) {
      cells.add(Numbers.share(row.costUsd(), report.total().costUsd()));
    }
    if (trends && detail.shows(Detail.TRENDS)) {
      cells.add(trend(row));
    } else if (detail.shows(Detail.BARS)) {
      cells.add(bar(row.costUsd()));
    }
    return cells;
  }

  private void changes(List<String> cells, CostReport.@Nullable Previous previous) {
    cells.add(previous == null ? "-" : words.usd(previous.costUsd()));
    cells.add(previous == null ? "-" : words.change(previous.changeUsd()));
    cells.add(previous == null ? "-" : CostWords.percent(previous));
  }

  /** Without a unit there is no cost of one: a dash, and the count says why. */
  private void unit(List<String> cells, CostReport.@Nullable Unit unit) {
    Long count = unit == null ? null : unit.count();
    BigDecimal each = unit == null ? null : unit.usdPer();
    String dash = terminal.unicode() ? "–" : "-";
    cells.add(count == null ? dash : Numbers.count(count));
    cells.add(each == null ? dash : Numbers.usd(each, each.compareTo(BigDecimal.ONE) < 0 ? 4 : 2));
  }

  private String trend(CostReport.Row row) {
    CostReport.Trend trend = row.trend();
    if (trend == null) {
      return "";
    }
    String line = Sparkline.of(trend.usd(), TREND, terminal.unicode());
    return isAnomaly(row) ? line + " !" : line;
  }

  private String bar(BigDecimal cost) {
    BigDecimal total = report.total().costUsd();
    if (total.signum() <= 0) {
      return "";
    }
    BigDecimal part = cost.movePointRight(1).divide(total, 0, RoundingMode.HALF_EVEN);
    int length = Math.max(0, Math.min(BAR, part.intValue()));
    return (terminal.unicode() ? "█" : "#").repeat(length);
  }

  private static final List<Table.Column> BUDGET_COLUMNS =
      List.of(
          Table.text("BUDGET"),
          Table.text("PERIOD"),
          Table.number("SPENT"),
          Table.number("HELD"),
          Table.number("LIMIT"),
          Table.number("USED"),
          Table.text("RESETS AT"));

  private static Table budgetTable(BudgetReport budgets) {
    Table table = new Table(BUDGET_COLUMNS);
    budgets.windows().forEach(window -> table.row(budgetCells(window).toArray(new String[0])));
    return table;
  }

  private static List<String> budgetCells(BudgetReport.Window window) {
    BigDecimal limit = window.limitUsd();
    return List.of(
        CostWords.subject(window),
        window.period(),
        Numbers.usd(window.spentUsd(), 4),
        Numbers.usd(window.heldUsd(), 4),
        limit == null ? "-" : Numbers.usd(limit, 2),
        CostWords.used(window),
        CostWords.minute(window.resetsAt()));
  }
}
