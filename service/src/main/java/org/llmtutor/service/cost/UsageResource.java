package org.llmtutor.service.cost;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.llmtutor.api.UsageReport;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.Summary;

/** A learner's own use over the last seven days. */
@Timed
@Path("/api/usage/me")
@Produces(MediaType.APPLICATION_JSON)
public final class UsageResource {

  private static final int DAYS = 7;

  private final Database database;
  private final Ledger ledger;
  private final ZoneId zone;

  UsageResource(Database database, Ledger ledger, ZoneId zone) {
    this.database = database;
    this.ledger = ledger;
    this.zone = zone;
  }

  /** Requests, tokens, cost by day, and limits. */
  @GET
  @Summary("own requests, tokens, cost and limits")
  public UsageReport usage(@Auth Learner learner) {
    LocalDate from = ledger.today().minusDays(DAYS - 1);
    List<UsageReport.Day> days =
        database.read(handle -> CostReportDao.days(handle, learner.id(), from)).stream()
            .map(UsageResource::day)
            .toList();
    String classCode = learner.classCode() == null ? "" : learner.classCode();
    return new UsageReport(zone.getId(), days, ledger.budgets(classCode, learner.id()));
  }

  private static UsageReport.Day day(CostReportDao.Settled settled) {
    return new UsageReport.Day(
        LocalDate.parse(settled.key().get(0)),
        settled.sums().calls(),
        settled.sums().tokens(),
        settled.sums().cost().toDecimal());
  }
}
