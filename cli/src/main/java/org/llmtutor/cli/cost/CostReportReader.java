package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.cli.json.JsonObject;

/** Reads the reply of {@code GET /api/ops/costs}; amounts stay exactly what was sent. */
final class CostReportReader {

  private CostReportReader() {}

  static CostReport read(JsonObject reply) {
    try {
      return new CostReport(
          LocalDate.parse(reply.text("from")),
          LocalDate.parse(reply.text("to")),
          reply.text("zone"),
          reply.texts("by"),
          reply.objects("rows").stream().map(CostReportReader::row).toList(),
          row(reply.object("total")),
          Math.toIntExact(reply.count("rows_omitted")),
          Instant.parse(reply.text("generated_at")));
    } catch (DateTimeException | ArithmeticException e) {
      throw reply.unexpected("a day or count is out of shape");
    }
  }

  private static CostReport.Row row(JsonObject row) {
    return new CostReport.Row(
        key(row.object("key")),
        row.count("calls"),
        tokens(row.object("tokens")),
        row.number("cost_usd"),
        row.optionalNumber("estimated_usd").orElse(null),
        row.count("unknown_calls"),
        row.number("unknown_usd"));
  }

  private static Map<String, String> key(JsonObject key) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String dimension : key.members().keySet()) {
      values.put(dimension, key.optionalText(dimension).orElse(""));
    }
    return values;
  }

  private static TokenCounts tokens(JsonObject tokens) {
    return new TokenCounts(
        count(tokens, "input"),
        count(tokens, "cached_input"),
        count(tokens, "cache_write"),
        count(tokens, "cache_write_long"),
        count(tokens, "output"),
        count(tokens, "reasoning"));
  }

  private static @Nullable Long count(JsonObject tokens, String name) {
    return tokens.optionalNumber(name).map(BigDecimal::longValueExact).orElse(null);
  }
}
