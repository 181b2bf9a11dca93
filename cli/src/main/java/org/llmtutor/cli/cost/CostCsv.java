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
    StringBuilder csv = new StringBuilder(Csv.line(heading));
    for (CostReport.Row row : report.rows()) {
      csv.append(Csv.line(fields(row)));
    }
    return csv.toString();
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
    BigDecimal estimated = row.estimatedUsd();
    fields.add(estimated == null ? "" : estimated.toPlainString());
    fields.add(Long.toString(row.unknownCalls()));
    fields.add(row.unknownUsd().toPlainString());
    return fields;
  }

  private static String count(@Nullable Long count) {
    return count == null ? "" : count.toString();
  }
}
