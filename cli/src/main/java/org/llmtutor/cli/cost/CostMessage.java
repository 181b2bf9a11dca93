package org.llmtutor.cli.cost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetReport;
import org.llmtutor.api.CostForecast;
import org.llmtutor.api.CostReport;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;

/** A report in a few lines, for a channel that people read between other things. */
final class CostMessage {

  private static final int MOST_ROWS = 5;

  private CostMessage() {}

  static String of(Facts facts, @Nullable Alarm alarm) {
    CostReport report = facts.report();
    CostWords words = new CostWords(report);
    List<String> lines = new ArrayList<>();
    lines.add(words.title() + ": " + words.usd(report.total().costUsd()) + change(report.total()));
    if (alarm != null && alarm.isOver(report)) {
      lines.add("Over the limit: " + alarm.message(report));
    }
    report.rows().stream()
        .limit(MOST_ROWS)
        .forEach(
            row ->
                lines.add(
                    "%s: %s (%s)%s"
                        .formatted(
                            PlainText.of(CostWords.keys(row, report.by())),
                            words.usd(row.costUsd()),
                            Numbers.share(row.costUsd(), report.total().costUsd()),
                            change(row))));
    lines.addAll(words.notes());
    CostForecast forecast = facts.forecast();
    if (forecast != null) {
      lines.addAll(CostWords.forecast(forecast));
    }
    BudgetReport budgets = facts.budgets();
    if (budgets != null) {
      budgets.windows().stream()
          .filter(window -> window.limitUsd() != null)
          .forEach(window -> lines.add(budget(window)));
    }
    return String.join("\n", lines);
  }

  private static String change(CostReport.Row row) {
    CostReport.Previous previous = row.previous();
    return previous == null ? "" : ", " + CostWords.percent(previous);
  }

  private static String budget(BudgetReport.Window window) {
    return "Budget of %s, %s: %s used"
        .formatted(
            PlainText.of(CostWords.subject(window)),
            PlainText.of(window.period()),
            CostWords.used(window));
  }
}
