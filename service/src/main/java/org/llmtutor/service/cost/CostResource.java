package org.llmtutor.service.cost;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostForecast;
import org.llmtutor.api.CostReport;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cost reports for operators. Days are those of the platform's zone. */
@Timed
@Path("/api/ops/costs")
@Produces(MediaType.APPLICATION_JSON)
public final class CostResource {

  private static final Pattern SINCE = Pattern.compile("([1-9][0-9]{0,3})d");

  private static final Pattern RANGE = Pattern.compile("([0-9-]{10})\\.\\.([0-9-]{10})");
  private static final Logger logger = LoggerFactory.getLogger(CostResource.class);

  private final CostReports reports;
  private final CostForecasts forecasts;
  private final Ledger ledger;

  CostResource(CostReports reports, CostForecasts forecasts, Ledger ledger) {
    this.reports = reports;
    this.forecasts = forecasts;
    this.ledger = ledger;
  }

  /**
   * The report; without a range it is today's.
   *
   * @param from first day, ISO date
   * @param to day after the last, ISO date; tomorrow when left out
   * @param since the last days including today, such as {@code 7d}, instead of {@code from}
   * @param by comma-separated dimensions; none gives the total alone
   * @param top shows only this many of the most expensive rows
   * @param compare {@code previous} for as many days just before, or {@code FROM..TO}, of which the
   *     second is the day after the last
   * @param unit {@code exercise}, {@code learner} or {@code hint}: what cost is divided by
   * @param trend whether rows tell of four weeks and of anomalies
   * @param withNames whether learners are named and small groups shown; such a read is logged
   */
  @GET
  @Summary("cost by day, week, month, learner, class, model, provider, feature or exercise")
  public CostReport report(
      @Auth Operator operator,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("since") @Nullable String since,
      @QueryParam("by") @DefaultValue("") String by,
      @QueryParam("top") @Nullable String top,
      @QueryParam("compare") @Nullable String compare,
      @QueryParam("unit") @Nullable String unit,
      @QueryParam("trend") @DefaultValue("false") String trend,
      @QueryParam("with_names") @DefaultValue("false") String withNames) {
    if (from != null && since != null) {
      throw ApiException.invalid("Give from or since, not both.");
    }
    LocalDate end = to == null ? ledger.today().plusDays(1) : day("to", to);
    LocalDate start = from != null ? day("from", from) : end.minusDays(days(since));
    Days days = new Days(start, end);
    Question question =
        new Question(
            days,
            Dimension.parse(by),
            count(top),
            compare == null ? null : range(compare, days),
            unit == null ? null : CostUnit.parse(unit),
            flag("trend", trend),
            flag("with_names", withNames));
    CostReport report = reports.report(question);
    if (question.names()) {
      logger.info("an operator read costs with names: {} to {} by {}", start, end, report.by());
    }
    return report;
  }

  /** What the current month will have cost at its end. */
  @GET
  @Path("/forecast")
  @Summary("this month's cost at its end, with an interval")
  public CostForecast forecast(@Auth Operator operator) {
    return forecasts.forecast();
  }

  private static Days range(String compare, Days days) {
    if (compare.equals("previous")) {
      return days.previous();
    }
    Matcher matcher = RANGE.matcher(compare);
    if (!matcher.matches()) {
      throw ApiException.invalid(
          "compare is previous, or two dates such as 2026-01-01..2026-02-01.");
    }
    return new Days(day("compare", matcher.group(1)), day("compare", matcher.group(2)));
  }

  private static boolean flag(String name, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw ApiException.invalid(name + " is true or false.");
    }
    return text.equals("true");
  }

  private static LocalDate day(String name, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() < 1970 || day.getYear() > 9998) {
        throw ApiException.invalid(name + " is out of range.");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw ApiException.invalid(name + " is a date such as 2026-01-31.");
    }
  }

  private static long days(@Nullable String since) {
    if (since == null) {
      return 1;
    }
    Matcher matcher = SINCE.matcher(since);
    if (!matcher.matches()) {
      throw ApiException.invalid("since is a number of days such as 7d.");
    }
    return Long.parseLong(matcher.group(1));
  }

  private static @Nullable Integer count(@Nullable String top) {
    if (top == null) {
      return null;
    }
    if (!top.matches("[1-9][0-9]{0,5}")) {
      throw ApiException.invalid("top is a positive number.");
    }
    return Integer.valueOf(top);
  }
}
