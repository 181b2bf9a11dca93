package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
          reply.optionalObject("compare").map(CostReportReader::range).orElse(null),
          reply.optionalText("unit").orElse(null),
          Instant.parse(reply.text("generated_at")));
    } catch (DateTimeException | ArithmeticException e) {
      throw reply.unexpected("a day or count is out of shape");
    }
  }

  private static CostReport.Range range(JsonObject range) {
    return new CostReport.Range(
        LocalDate.parse(range.text("from")), LocalDate.parse(range.text("to")));
  }

  private static CostReport.Row row(JsonObject row) {
    return new CostReport.Row(
        key(row.object("key")),
        row.optionalText("name").orElse(null),
        row.optionalNumber("folded").map(BigDecimal::intValueExact).orElse(null),
        row.count("calls"),
        tokens(row.object("tokens")),
        row.number("cost_usd"),
        row.optionalNumber("estimated_usd").orElse(null),
        row.count("unknown_calls"),
        row.number("unknown_usd"),
        row.optionalObject("completeness").map(CostReportReader::completeness).orElse(null),
        row.optionalObject("previous").map(CostReportReader::previous).orElse(null),
        row.optionalObject("unit").map(CostReportReader::unit).orElse(null),
        row.optionalObject("trend").map(CostReportReader::trend).orElse(null));
  }

  private static CostReport.Completeness completeness(JsonObject parts) {
    return new CostReport.Completeness(
        part(parts.object("provider")),
        part(parts.object("computed")),
        part(parts.object("estimated")),
        part(parts.object("unknown")));
  }

  private static CostReport.Part part(JsonObject part) {
    return new CostReport.Part(part.count("calls"), part.number("usd"));
  }

  private static CostReport.Previous previous(JsonObject previous) {
    return new CostReport.Previous(
        previous.count("calls"),
        previous.number("cost_usd"),
        previous.number("change_usd"),
        previous.optionalNumber("change_ratio").orElse(null),
        previous.optionalText("status").orElse(null));
  }

  private static CostReport.Unit unit(JsonObject unit) {
    return new CostReport.Unit(count(unit, "count"), unit.optionalNumber("usd_per").orElse(null));
  }

  private static CostReport.Trend trend(JsonObject trend) {
    List<BigDecimal> amounts = new ArrayList<>();
    for (Object amount : trend.list("usd")) {
      if (!(amount instanceof BigDecimal number)) {
        throw trend.unexpected("'usd' holds something other than numbers");
      }
      amounts.add(number);
    }
    return new CostReport.Trend(
        LocalDate.parse(trend.text("from")),
        amounts,
        trend.optionalObject("anomaly").map(CostReportReader::anomaly).orElse(null));
  }

  private static CostReport.Anomaly anomaly(JsonObject anomaly) {
    return new CostReport.Anomaly(
        LocalDate.parse(anomaly.text("day")),
        anomaly.number("usd"),
        anomaly.number("usual_usd"),
        anomaly.number("bound_usd"));
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
