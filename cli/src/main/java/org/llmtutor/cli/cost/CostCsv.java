package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.cli.output.Csv;

/** A report as CSV: exact amounts, no total, so that a column can be summed. */
final class CostCsv {

  private static final List<String> FIGURES =
      List.of(
          "calls",
          "input",
          "cached_input",
          "cache_write",
          "cache_write_long",
          "output",
          "reasoning",
          "cost_usd",
          "estimated_usd",
          "unknown_calls",
          "unknown_usd");

  private final CostReport report;

  CostCsv(CostReport report) {
    this.report = report;
  }

  String text() {
    List<String> heading = new ArrayList<>(report.by());
    heading.addAll(FIGURES);
    heading.addAll(extras());
    StringBuilder csv = new StringBuilder(Csv.line(heading));
    for (CostReport.Row row : report.rows()) {
      csv.append(Csv.line(fields(row)));
    }
    return csv.toString();
  }

  /** Columns that only some questions have. */
  private List<String> extras() {
    List<String> names = new ArrayList<>();
    if (hasNames()) {
      names.add("name");
    }
    if (report.compare() != null) {
      names.addAll(
          List.of("previous_calls", "previous_usd", "change_usd", "change_ratio", "status"));
    }
    String unit = report.unit();
    if (unit != null) {
      names.addAll(List.of(unit + "_count", "usd_per_" + unit));
    }
    return names;
  }

  private boolean hasNames() {
    return report.rows().stream().anyMatch(row -> row.name() != null);
  }

  private void addExtras(List<String> fields, CostReport.Row row) {
    if (hasNames()) {
      String name = row.name();
      fields.add(name == null ? "" : name);
    }
    CostReport.Previous previous = row.previous();
    if (report.compare() != null && previous != null) {
      String status = previous.status();
      fields.add(Long.toString(previous.calls()));
      fields.add(previous.costUsd().toPlainString());
      fields.add(previous.changeUsd().toPlainString());
      fields.add(amount(previous.changeRatio()));
      fields.add(status == null ? "" : status);
    }
    CostReport.Unit unit = row.unit();
    if (report.unit() != null && unit != null) {
      fields.add(count(unit.count()));
      fields.add(amount(unit.usdPer()));
    }
  }

  private static String amount(@Nullable BigDecimal amount) {
    return amount == null ? "" : amount.toPlainString();
  }

  private List<String> fields(CostReport.Row row) {
    List<String> fields = new ArrayList<>();
    report.by().forEach(name -> fields.add(row.key().getOrDefault(name, "")));
    TokenCounts tokens = row.tokens();
    fields.add(Long.toString(row.calls()));
    fields.add(count(tokens.input()));
    fields.add(count(tokens.cachedInput()));
    fields.add(count(tokens.cacheWrite()));
    fields.add(count(tokens.cacheWriteLong()));
    fields.add(count(tokens.output()));
    fields.add(count(tokens.reasoning()));
    fields.add(row.costUsd().toPlainString());
    fields.add(amount(row.estimatedUsd()));
    fields.add(Long.toString(row.unknownCalls()));
    fields.add(row.unknownUsd().toPlainString());
    addExtras(fields, row);
    return fields;
  }

  private static String count(@Nullable Long count) {
    return count == null ? "" : count.toString();
  }
}
