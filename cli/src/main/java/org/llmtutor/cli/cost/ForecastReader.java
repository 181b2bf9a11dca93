package org.llmtutor.cli.cost;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetReport;
import org.llmtutor.api.CostForecast;
import org.llmtutor.cli.json.JsonObject;

/** Reads forecasts and budgets; amounts stay exactly what was sent. */
final class ForecastReader {

  private ForecastReader() {}

  /** The reply of {@code GET /api/ops/costs/forecast}. */
  static CostForecast forecast(JsonObject reply) {
    try {
      return new CostForecast(
          LocalDate.parse(reply.text("month")),
          LocalDate.parse(reply.text("today")),
          reply.text("zone"),
          Math.toIntExact(reply.count("history_days")),
          Math.toIntExact(reply.count("needed_days")),
          reply.number("spent_usd"),
          reply.number("unknown_usd"),
          reply.optionalNumber("expected_usd").orElse(null),
          reply.optionalNumber("low_usd").orElse(null),
          reply.optionalNumber("high_usd").orElse(null),
          reply.optionalNumber("limit_usd").orElse(null),
          day(reply, "reaches_limit_on"),
          day(reply, "earliest_limit_on"),
          Instant.parse(reply.text("generated_at")));
    } catch (DateTimeException | ArithmeticException e) {
      throw reply.unexpected("a day or count is out of shape");
    }
  }

  /** The reply of {@code GET /api/ops/budgets}. */
  static BudgetReport budgets(JsonObject reply) {
    try {
      return new BudgetReport(
          reply.objects("windows").stream().map(ForecastReader::window).toList(),
          Instant.parse(reply.text("generated_at")));
    } catch (DateTimeException e) {
      throw reply.unexpected("a day is out of shape");
    }
  }

  private static BudgetReport.Window window(JsonObject window) {
    return new BudgetReport.Window(
        window.text("scope"),
        window.optionalText("id").orElse(""),
        window.optionalText("model").orElse(null),
        window.text("period"),
        window.text("mode"),
        LocalDate.parse(window.text("start")),
        window.optionalNumber("limit_usd").orElse(null),
        window.number("spent_usd"),
        window.number("held_usd"),
        window.number("warn_at").doubleValue(),
        Boolean.TRUE.equals(window.members().get("warning")),
        Boolean.TRUE.equals(window.members().get("overridden")),
        Instant.parse(window.text("resets_at")));
  }

  private static @Nullable LocalDate day(JsonObject reply, String name) {
    return reply.optionalText(name).map(LocalDate::parse).orElse(null);
  }
}
