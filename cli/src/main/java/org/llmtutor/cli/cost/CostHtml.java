package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetReport;
import org.llmtutor.api.CostForecast;
import org.llmtutor.api.CostReport;
import org.llmtutor.cli.output.Html;
import org.llmtutor.cli.output.Numbers;

/**
 * A report as one web page: well-formed XML as well as HTML, with its styles and charts inside and
 * without a script. Its policy lets it load nothing from anywhere.
 */
final class CostHtml {

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6575; --line: #d5dae2;
        --bar: #2f6fdf; --bad: #b3261e; --page: #ffffff; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #a3adbb;
        --line: #3a424e; --bar: #7aa7ff; --bad: #ff8a80; --page: #14181e; } }
      body { margin: 0 auto; padding: 1rem; max-width: 70rem; color: var(--ink);
        background: var(--page); font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
        white-space: nowrap; }
      th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
      tfoot td, tfoot th { font-weight: 600; }
      td svg { vertical-align: middle; }
      p { color: var(--soft); margin: .3rem 0; }
      .bad { color: var(--bad); font-weight: 600; }
      .bar { fill: var(--bar); } .hot { fill: var(--bad); }
      svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
      """;

  private static final int BAR_WIDTH = 4;
  private static final int SPARK_HEIGHT = 24;
  private static final int CHART_HEIGHT = 160;

  private final Facts facts;
  private final CostReport report;
  private final CostWords words;
  private final boolean trends;
  private final StringBuilder page = new StringBuilder();

  CostHtml(Facts facts) {
    this.facts = facts;
    this.report = facts.report();
    this.words = new CostWords(report);
    this.trends = report.rows().stream().anyMatch(row -> row.trend() != null);
  }

  String text() {
    String title = Html.text(words.title());
    page.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n");
    page.append("<head>\n<meta charset=\"utf-8\"/>\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    page.append(Html.text(POLICY)).append("\"/>\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    page.append("<meta name=\"referrer\" content=\"no-referrer\"/>\n");
    page.append("<title>").append(title).append("</title>\n<style>\n").append(STYLE);
    page.append("</style>\n</head>\n<body>\n<main>\n<h1>").append(title).append("</h1>\n");
    if (words.isEmpty()) {
      paragraphs(List.of("No LLM calls were booked in these days."));
    } else {
      chart();
      table();
      paragraphs(words.notes());
    }
    forecast();
    budgets();
    page.append("<p>Read from the ledger at ")
        .append(report.generatedAt().truncatedTo(ChronoUnit.SECONDS));
    page.append(".</p>\n");
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void paragraphs(List<String> lines) {
    for (String line : lines) {
      String kind = line.startsWith("! ") ? "<p class=\"bad\">" : "<p>";
      page.append(kind).append(Html.text(line)).append("</p>\n");
    }
  }

  /** The rows in time when they are, otherwise all together over four weeks. */
  private void chart() {
    String first = report.by().isEmpty() ? "" : report.by().get(0);
    CostReport.Trend trend = report.total().trend();
    if (List.of("day", "week", "month").contains(first) && report.by().size() == 1) {
      List<BigDecimal> amounts = report.rows().stream().map(CostReport.Row::costUsd).toList();
      chart("Cost by " + first, amounts, 12, CHART_HEIGHT, false);
      scale(amounts, "a " + first);
    } else if (trend != null) {
      page.append("<h2>Cost by day, ").append(trend.from()).append(" to ");
      page.append(trend.from().plusDays(trend.usd().size() - 1L)).append("</h2>\n");
      chart("Cost by day", trend.usd(), 12, CHART_HEIGHT, trend.anomaly() != null);
      scale(trend.usd(), "a day");
    }
  }

  /** What the highest bar stands for; a title alone is not seen on paper or a phone. */
  private void scale(List<BigDecimal> amounts, String each) {
    BigDecimal most = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
    paragraphs(List.of("The highest bar is " + words.usd(most) + " " + each + "."));
  }

  /** Bars from nothing to the most; the last one stands out when it is unusual. */
  private void chart(String what, List<BigDecimal> amounts, int step, int height, boolean hot) {
    BigDecimal most = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
    int width = Math.max(step, amounts.size() * step);
    page.append("<svg role=\"img\" width=\"").append(width);
    page.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
    page.append(' ').append(height).append("\" style=\"max-width:100%\"><title>");
    page.append(Html.text(what + ", at most " + words.usd(most))).append("</title>");
    for (int i = 0; i < amounts.size(); i++) {
      int bar = height(amounts.get(i), most, height);
      boolean last = hot && i == amounts.size() - 1;
      page.append("<rect class=\"").append(last ? "hot" : "bar").append("\" x=\"");
      page.append(i * step).append("\" y=\"").append(height - bar).append("\" width=\"");
      page.append(step - 1).append("\" height=\"").append(bar).append("\"/>");
    }
    page.append("</svg>\n");
  }

  private static int height(BigDecimal amount, BigDecimal most, int height) {
    if (amount.signum() <= 0 || most.signum() <= 0) {
      return 0;
    }
    return Math.max(
        1,
        amount
            .multiply(BigDecimal.valueOf(height))
            .divide(most, 0, RoundingMode.HALF_UP)
            .intValueExact());
  }

  private void table() {
    page.append("<h2>Rows</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\"");
    page.append(" aria-label=\"Rows\">\n<table>\n<thead><tr>");
    for (String name : report.by().isEmpty() ? List.of("") : report.by()) {
      page.append("<th scope=\"col\">").append(Html.text(capital(name))).append("</th>");
    }
    for (String name : figureNames()) {
      page.append("<th scope=\"col\" class=\"n\">").append(Html.text(name)).append("</th>");
    }
    page.append(trends ? "<th scope=\"col\">Four weeks</th>" : "");
    page.append("</tr></thead>\n<tbody>\n");
    report.rows().forEach(row -> row(row, keys(row)));
    page.append("</tbody>\n<tfoot>\n");
    List<String> total = new ArrayList<>(List.of("Total"));
    for (int i = 1; i < report.by().size(); i++) {
      total.add("");
    }
    row(report.total(), total);
    page.append("</tfoot>\n</table>\n</div>\n");
  }

  private static String capital(String name) {
    return name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private List<String> keys(CostReport.Row row) {
    return report.by().stream().map(name -> CostWords.key(row, name)).toList();
  }

  private List<String> figureNames() {
    List<String> names = new ArrayList<>(List.of("Calls", "Cost", "Share", "Unknown"));
    if (report.compare() != null) {
      names.addAll(List.of("Before", "Change", "%"));
    }
    String unit = report.unit();
    if (unit != null) {
      names.addAll(List.of("Count", "Per " + unit));
    }
    return names;
  }

  private List<String> figures(CostReport.Row row) {
    List<String> figures = new ArrayList<>();
    figures.add(Numbers.count(row.calls()));
    figures.add(words.usd(row.costUsd()));
    figures.add(Numbers.share(row.costUsd(), report.total().costUsd()));
    figures.add(words.usd(row.unknownUsd()));
    CostReport.Previous previous = row.previous();
    if (report.compare() != null) {
      figures.add(previous == null ? "–" : words.usd(previous.costUsd()));
      figures.add(previous == null ? "–" : words.change(previous.changeUsd()));
      figures.add(previous == null ? "–" : CostWords.percent(previous));
    }
    CostReport.Unit unit = row.unit();
    if (report.unit() != null) {
      Long count = unit == null ? null : unit.count();
      BigDecimal each = unit == null ? null : unit.usdPer();
      figures.add(count == null ? "–" : Numbers.count(count));
      figures.add(each == null ? "–" : Numbers.usd(each, 4));
    }
    return figures;
  }

  private void row(CostReport.Row row, List<String> keys) {
    page.append("<tr>");
    for (String key : keys) {
      page.append("<th scope=\"row\">").append(Html.text(key)).append("</th>");
    }
    for (String figure : figures(row)) {
      page.append("<td class=\"n\">").append(Html.text(figure)).append("</td>");
    }
    if (trends) {
      trend(row.trend());
    }
    page.append("</tr>\n");
  }

  private void trend(CostReport.@Nullable Trend trend) {
    page.append("<td>");
    if (trend != null) {
      boolean hot = trend.anomaly() != null;
      chart("Cost by day", trend.usd(), BAR_WIDTH, SPARK_HEIGHT, hot);
      page.append(hot ? "<span class=\"bad\">unusual</span>" : "");
    }
    page.append("</td>");
  }

  private void forecast() {
    CostForecast forecast = facts.forecast();
    if (forecast != null) {
      page.append("<h2>Forecast</h2>\n");
      paragraphs(CostWords.forecast(forecast));
    }
  }

  private void budgets() {
    BudgetReport budgets = facts.budgets();
    if (budgets == null) {
      return;
    }
    page.append("<h2>Budgets</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\"");
    page.append(" aria-label=\"Budgets\">\n<table>\n<thead><tr>");
    for (String name : List.of("Budget", "Period", "Resets at")) {
      page.append("<th scope=\"col\">").append(name).append("</th>");
    }
    for (String name : List.of("Spent", "Held", "Limit", "Used")) {
      page.append("<th scope=\"col\" class=\"n\">").append(name).append("</th>");
    }
    page.append("</tr></thead>\n<tbody>\n");
    budgets.windows().forEach(this::budget);
    page.append("</tbody>\n</table>\n</div>\n");
  }

  private void budget(BudgetReport.Window window) {
    BigDecimal limit = window.limitUsd();
    page.append("<tr><th scope=\"row\">");
    page.append(Html.text(CostWords.subject(window))).append("</th><td>");
    page.append(Html.text(window.period())).append("</td><td>");
    page.append(CostWords.minute(window.resetsAt())).append("</td>");
    for (String figure :
        List.of(
            Numbers.usd(window.spentUsd(), 4),
            Numbers.usd(window.heldUsd(), 4),
            limit == null ? "–" : Numbers.usd(limit, 2),
            CostWords.used(window))) {
      page.append("<td class=\"n\">").append(Html.text(figure)).append("</td>");
    }
    page.append("</tr>\n");
  }
}
