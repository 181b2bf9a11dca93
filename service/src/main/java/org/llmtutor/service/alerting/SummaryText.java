package org.llmtutor.service.alerting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.llmtutor.api.CostReport;
import org.llmtutor.service.cost.DailyCost;

/** Writes the daily cost summary. */
final class SummaryText {

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final int MOST_MODELS = 10;

  private SummaryText() {}

  static String title(DailyCost cost) {
    return "LLM cost on " + cost.day() + ": " + usd(cost.total().costUsd());
  }

  static List<String> lines(DailyCost cost) {
    List<String> lines = new ArrayList<>();
    CostReport.Row total = cost.total();
    lines.add(
        calls(total.calls())
            + "; the day before "
            + compared(total, cost.dayBefore())
            + ", the same day a week before "
            + compared(total, cost.weekBefore()));
    if (!cost.models().isEmpty()) {
      lines.add("By model: " + models(cost.models()));
    }
    if (!cost.learners().isEmpty()) {
      lines.add(
          "Dearest learners: "
              + cost.learners().stream()
                  .map(learner -> learner.pseudonym() + " " + usd(learner.cost().toDecimal()))
                  .collect(Collectors.joining(", ")));
    }
    if (!cost.budgets().isEmpty()) {
      lines.add("Budgets spent: " + budgets(cost.budgets()));
    }
    lines.add(
        total.unknownCalls() == 0
            ? "No call with an unknown cost."
            : "Unknown: "
                + calls(total.unknownCalls())
                + " that may have cost up to "
                + usd(total.unknownUsd())
                + " more.");
    return lines;
  }

  private static String calls(long count) {
    return String.format(Locale.ROOT, "%,d call%s", count, count == 1 ? "" : "s");
  }

  /** What {@code other} cost, and by how much {@code now} differs. */
  private static String compared(CostReport.Row now, CostReport.Row other) {
    if (other.costUsd().signum() == 0) {
      return usd(other.costUsd());
    }
    BigDecimal ratio = now.costUsd().divide(other.costUsd(), MathContext.DECIMAL64);
    BigDecimal percent = ratio.subtract(ONE).movePointRight(2).setScale(0, RoundingMode.HALF_EVEN);
    String sign = percent.signum() > 0 ? "+" : "";
    return usd(other.costUsd()) + " (" + sign + percent.toPlainString() + " %)";
  }

  private static String models(List<CostReport.Row> rows) {
    String text =
        rows.stream()
            .limit(MOST_MODELS)
            .map(
                row ->
                    String.join("/", row.key().values())
                        + " "
                        + usd(row.costUsd())
                        + " ("
                        + calls(row.calls())
                        + ")")
            .collect(Collectors.joining(", "));
    int more = rows.size() - MOST_MODELS;
    return more > 0 ? text + ", and " + more + " more" : text;
  }

  private static String budgets(Map<String, Double> ratios) {
    return new TreeMap<>(ratios)
        .entrySet().stream()
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        entry.getKey().equals("platform")
                            ? "platform"
                            : "fullest " + entry.getKey(),
                        entry.getValue() * 100))
            .collect(Collectors.joining(", "));
  }

  /** Cents, or four places of what is less than a dollar. */
  private static String usd(BigDecimal dollars) {
    int scale = dollars.signum() == 0 || dollars.compareTo(ONE) >= 0 ? 2 : 4;
    return "$"
        + String.format(
            Locale.ROOT, "%,." + scale + "f", dollars.setScale(scale, RoundingMode.HALF_EVEN));
  }
}
