package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmtutor.api.CostReport;
import org.llmtutor.api.TokenCounts;
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
    TOKENS,
    SHARES,
    BARS;

    boolean shows(Detail other) {
      return compareTo(other) >= 0;
    }
  }

  private static final int BAR = 10;

  private final CostReport report;
  private final Terminal terminal;
  private final int decimals;
  private final boolean unknown;

  CostTable(CostReport report, Terminal terminal) {
    this.report = report;
    this.terminal = terminal;
    this.decimals = decimals(report.total().costUsd().add(report.total().unknownUsd()));
    this.unknown = report.total().unknownCalls() > 0 || report.total().unknownUsd().signum() > 0;
  }

  private static int decimals(BigDecimal total) {
    if (total.compareTo(BigDecimal.TEN) >= 0) {
      return 2;
    }
    return total.compareTo(new BigDecimal("0.1")) >= 0 ? 4 : 6;
  }

  /** The report for a terminal. */
  String text() {
    if (isEmpty()) {
      return nothing();
    }
    Table table = table(Detail.BARS);
    for (Detail less : List.of(Detail.SHARES, Detail.TOKENS, Detail.COST)) {
      if (table.naturalWidth() > terminal.columns().orElse(Integer.MAX_VALUE)) {
        table = table(less);
      }
    }
    return terminal.styled(title(), Style.BOLD) + "\n\n" + table.render(terminal) + notes("\n");
  }

  /** The report as Markdown. */
  String markdown() {
    if (isEmpty()) {
      return nothing();
    }
    StringBuilder text = new StringBuilder("**" + title() + "**\n\n");
    text.append(Markdown.heading(columns(Detail.SHARES)));
    report.rows().forEach(row -> text.append(Markdown.row(cells(row, keys(row), Detail.SHARES))));
    text.append(Markdown.row(cells(report.total(), totalKeys(), Detail.SHARES)));
    return text.append(notes("\n")).toString();
  }

  private boolean isEmpty() {
    return report.rows().isEmpty() && report.total().calls() == 0 && !unknown;
  }

  private String nothing() {
    return "No LLM calls were booked "
        + days()
        + ".\nAsk for more days with --since 7d, or make a call with 'monitorctl smoke'.\n";
  }

  private String title() {
    String by = report.by().isEmpty() ? "" : " by " + String.join(" and ", report.by());
    return "LLM cost" + PlainText.of(by) + " " + days();
  }

  private String days() {
    LocalDate last = report.to().minusDays(1);
    String zone = " (" + PlainText.of(report.zone()) + ")";
    if (!report.from().isBefore(last)) {
      return "on " + report.from() + zone;
    }
    long count = ChronoUnit.DAYS.between(report.from(), report.to());
    return "from " + report.from() + " to " + last + ", " + count + " days" + zone;
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
    if (detail.shows(Detail.SHARES)) {
      columns.add(Table.number("SHARE"));
    }
    if (detail.shows(Detail.BARS)) {
      columns.add(Table.text(""));
    }
    return columns;
  }

  private Table table(Detail detail) {
    Table table = new Table(columns(detail));
    for (CostReport.Row row : report.rows()) {
      table.row(cells(row, keys(row), detail).toArray(new String[0]));
    }
    table.row(Style.BOLD, total(detail).toArray(new String[0]));
    return table;
  }

  private List<String> total(Detail detail) {
    Detail barless = detail == Detail.BARS ? Detail.SHARES : detail;
    return cells(report.total(), totalKeys(), barless);
  }

  private List<String> keys(CostReport.Row row) {
    List<String> keys = new ArrayList<>();
    for (String name : report.by()) {
      String value = row.key().getOrDefault(name, "");
      keys.add(value.isEmpty() ? "(none)" : value);
    }
    if (keys.isEmpty()) {
      keys.add("all");
    }
    return keys;
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
    TokenCounts tokens = row.tokens();
    cells.add(Numbers.count(row.calls()));
    if (detail.shows(Detail.TOKENS)) {
      cells.add(Numbers.count(tokens.prompt()));
      cells.add(Numbers.count(tokens.reply()));
    }
    cells.add(Numbers.usd(row.costUsd(), decimals));
    if (unknown) {
      cells.add(Numbers.usd(row.unknownUsd(), decimals));
    }
    if (detail.shows(Detail.SHARES)) {
      cells.add(Numbers.share(row.costUsd(), report.total().costUsd()));
    }
    if (detail.shows(Detail.BARS)) {
      cells.add(bar(row.costUsd()));
    }
    return cells;
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

  private String notes(String before) {
    StringBuilder notes = new StringBuilder();
    if (report.rowsOmitted() > 0) {
      notes.append(Numbers.count(report.rowsOmitted()));
      notes.append(" more rows are part of the total; show them with a larger --top.\n");
    }
    BigDecimal estimated = report.total().estimatedUsd();
    if (estimated != null && estimated.signum() > 0) {
      notes.append(Numbers.usd(estimated, decimals));
      notes.append(" of the cost is estimated: the provider did not tell the usage.\n");
    }
    if (unknown) {
      notes.append("Unknown: ").append(Numbers.count(report.total().unknownCalls()));
      notes.append(" calls without an outcome may have cost up to ");
      notes.append(Numbers.usd(report.total().unknownUsd(), decimals));
      notes.append(" on top.\n");
    }
    return notes.isEmpty() ? "" : before + notes;
  }
}
