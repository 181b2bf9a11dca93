package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetReport;
import org.llmtutor.api.CostForecast;
import org.llmtutor.api.CostReport;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;

/** What a report says in words: its title, what its figures leave open, forecast and budgets. */
final class CostWords {

  private final CostReport report;
  private final int decimals;

  CostWords(CostReport report) {
    this.report = report;
    this.decimals = decimals(report.total().costUsd().add(report.total().unknownUsd()));
  }

  private static int decimals(BigDecimal total) {
    if (total.compareTo(BigDecimal.TEN) >= 0) {
      return 2;
    }
    return total.compareTo(new BigDecimal("0.1")) >= 0 ? 4 : 6;
  }

  /** An amount with as many digits as the report's size calls for. */
  String usd(BigDecimal amount) {
    return Numbers.usd(amount, decimals);
  }

  /** An amount with its sign. */
  String change(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + usd(amount);
  }

  /** A change as a percentage; {@code new} and {@code gone} where there is none. */
  static String percent(CostReport.Previous previous) {
    String status = previous.status();
    BigDecimal ratio = previous.changeRatio();
    if (status != null) {
      return PlainText.of(status);
    }
    return ratio == null ? "-" : percent(ratio);
  }

  private static String percent(BigDecimal ratio) {
    BigDecimal percent = ratio.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN);
    return (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + "%";
  }

  /** Nothing was booked in any of the days. */
  boolean isEmpty() {
    CostReport.Row total = report.total();
    return report.rows().isEmpty() && total.calls() == 0 && total.unknownUsd().signum() == 0;
  }

  String nothing() {
    return "No LLM calls were booked "
        + days()
        + ".\nAsk for more days with --since 7d, or make a call with 'monitorctl smoke'.\n";
  }

  String title() {
    String by = String.join(", ", report.by()).replaceFirst(", ([^,]*)$", " and $1");
    by = by.isEmpty() ? "" : " by " + by;
    return "LLM cost" + PlainText.of(by) + " " + days();
  }

  private String days() {
    String zone = " (" + PlainText.of(report.zone()) + ")";
    return days(report.from(), report.to()) + zone;
  }

  private static String days(LocalDate from, LocalDate to) {
    LocalDate last = to.minusDays(1);
    if (!from.isBefore(last)) {
      return "on " + from;
    }
    long count = ChronoUnit.DAYS.between(from, to);
    return "from " + from + " to " + last + ", " + count + " days";
  }

  /** One value of a row's key, as people read it. */
  static String key(CostReport.Row row, String dimension) {
    String value = row.key().getOrDefault(dimension, "");
    String name = row.name();
    if (dimension.equals("learner") && name != null) {
      return name + " " + value;
    }
    return value.isEmpty() ? "(none)" : value;
  }

  /** All values of a row's key. */
  static String keys(CostReport.Row row, List<String> by) {
    return String.join(", ", by.stream().map(name -> key(row, name)).toList());
  }

  /** What stands below the rows, a line each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (report.rowsOmitted() > 0) {
      notes.add(
          Numbers.count(report.rowsOmitted())
              + " more rows are part of the total; show them with a larger --top.");
    }
    notes.addAll(anomalies());
    comparison(notes);
    folded(notes);
    basis(notes);
    return notes;
  }

  /** One line for each row whose last day is unusually expensive. */
  List<String> anomalies() {
    List<String> lines = new ArrayList<>();
    for (CostReport.Row row : report.rows()) {
      anomaly(lines, PlainText.of(keys(row, report.by())), row.trend());
    }
    anomaly(lines, "all together", report.total().trend());
    return lines;
  }

  private void anomaly(List<String> lines, String who, CostReport.@Nullable Trend trend) {
    CostReport.Anomaly anomaly = trend == null ? null : trend.anomaly();
    if (anomaly != null) {
      lines.add(
          "! %s: %s on %s; usual is %s, told from %s"
              .formatted(
                  who,
                  usd(anomaly.usd()),
                  anomaly.day(),
                  usd(anomaly.usualUsd()),
                  usd(anomaly.boundUsd())));
    }
  }

  private void comparison(List<String> notes) {
    CostReport.Range compare = report.compare();
    if (compare != null) {
      notes.add(
          "BEFORE is " + days(compare.from(), compare.to()).replaceFirst("^(from|on) ", "") + ".");
    }
  }

  private void folded(List<String> notes) {
    long groups =
        report.rows().stream()
            .map(CostReport.Row::folded)
            .mapToLong(count -> count == null ? 0 : count)
            .sum();
    if (groups > 0) {
      notes.add(
          Numbers.count(groups)
              + " groups are not shown singly, because they, or what would be left over, have");
      notes.add("fewer than 5 learners; --with-names shows them, and the service logs that.");
    }
  }

  /** What the total rests on, always told when the service tells it. */
  private void basis(List<String> notes) {
    CostReport.Row total = report.total();
    CostReport.Completeness parts = total.completeness();
    if (parts != null) {
      notes.add(
          "Basis: provider-reported %s, computed %s,"
              .formatted(part(parts.provider()), part(parts.computed())));
      notes.add(
          "estimated %s, unknown up to %s on top."
              .formatted(part(parts.estimated()), part(parts.unknown())));
      return;
    }
    BigDecimal estimated = total.estimatedUsd();
    if (estimated != null && estimated.signum() > 0) {
      notes.add(usd(estimated) + " of the cost is estimated: the provider did not tell the usage.");
    }
    if (total.unknownCalls() > 0 || total.unknownUsd().signum() > 0) {
      notes.add(
          "Unknown: %s calls without an outcome may have cost up to %s on top."
              .formatted(Numbers.count(total.unknownCalls()), usd(total.unknownUsd())));
    }
  }

  private String part(CostReport.Part part) {
    String calls = part.calls() == 1 ? " call)" : " calls)";
    return usd(part.usd()) + " (" + Numbers.count(part.calls()) + calls;
  }

  /** The forecast, a line each. */
  static List<String> forecast(CostForecast forecast) {
    List<String> lines = new ArrayList<>();
    LocalDate last = forecast.month().plusMonths(1).minusDays(1);
    BigDecimal expected = forecast.expectedUsd();
    BigDecimal low = forecast.lowUsd();
    BigDecimal high = forecast.highUsd();
    String spent = Numbers.usd(forecast.spentUsd(), 2);
    if (expected == null || low == null || high == null) {
      lines.add(
          "Forecast: none yet. Whole days booked: %d, needed: %d; %s spent this month."
              .formatted(forecast.historyDays(), forecast.neededDays(), spent));
      return lines;
    }
    lines.add(
        "Forecast: %s by %s (80%%: %s to %s); %s spent so far."
            .formatted(
                Numbers.usd(expected, 2), last, Numbers.usd(low, 2), Numbers.usd(high, 2), spent));
    if (forecast.historyDays() < 14) {
      lines.add(
          "It rests on %d days; from 14 on it knows weekdays.".formatted(forecast.historyDays()));
    }
    limit(forecast, lines);
    return lines;
  }

  private static void limit(CostForecast forecast, List<String> lines) {
    BigDecimal limit = forecast.limitUsd();
    LocalDate reached = forecast.reachesLimitOn();
    LocalDate earliest = forecast.earliestLimitOn();
    if (limit == null) {
      lines.add("The platform has no monthly limit.");
    } else if (reached != null) {
      lines.add(
          "The platform's monthly limit of %s is reached on %s."
              .formatted(Numbers.usd(limit, 2), reached));
    } else if (earliest != null) {
      lines.add(
          "The platform's monthly limit of %s holds, but may be reached from %s on."
              .formatted(Numbers.usd(limit, 2), earliest));
    } else {
      lines.add("The platform's monthly limit of %s holds.".formatted(Numbers.usd(limit, 2)));
    }
  }

  /** An instant to the minute, such as {@code 2026-12-01T00:00Z}: budgets begin at whole ones. */
  static String minute(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** Whose budget it is, and of which model. */
  static String subject(BudgetReport.Window window) {
    String model = window.model() == null ? "" : " " + window.model();
    return (window.scope() + " " + window.id()).strip() + model;
  }

  /** What of a budget window is used, held included; a dash without a limit. */
  static String used(BudgetReport.Window window) {
    BigDecimal limit = window.limitUsd();
    BigDecimal used = window.spentUsd().add(window.heldUsd());
    return limit == null ? "-" : Numbers.share(used, limit);
  }
}
