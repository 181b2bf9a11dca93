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
import org.llmtutor.api.CostReport;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;

/** Cost reports for operators. Days are those of the platform's zone. */
@Timed
@Path("/api/ops/costs")
@Produces(MediaType.APPLICATION_JSON)
public final class CostResource {

  private static final Pattern SINCE = Pattern.compile("([1-9][0-9]{0,3})d");

  private final CostReports reports;
  private final Ledger ledger;

  CostResource(CostReports reports, Ledger ledger) {
    this.reports = reports;
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
   */
  @GET
  @Summary("cost by day, learner, class, model, provider, feature or exercise")
  public CostReport report(
      @Auth Operator operator,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("since") @Nullable String since,
      @QueryParam("by") @DefaultValue("") String by,
      @QueryParam("top") @Nullable String top) {
    if (from != null && since != null) {
      throw ApiException.invalid("Give from or since, not both.");
    }
    LocalDate end = to == null ? ledger.today().plusDays(1) : day("to", to);
    LocalDate start = from != null ? day("from", from) : end.minusDays(days(since));
    return reports.report(start, end, Dimension.parse(by), count(top));
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
