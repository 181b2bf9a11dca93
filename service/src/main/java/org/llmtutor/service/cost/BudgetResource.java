package org.llmtutor.service.cost;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.BudgetReport;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;

/** What the current budget windows hold, for operators. */
@Timed
@Path("/api/ops/budgets")
@Produces(MediaType.APPLICATION_JSON)
public final class BudgetResource {

  private final Database database;
  private final Ledger ledger;
  private final BudgetPolicy policy;
  private final Clock clock;

  BudgetResource(
      Database database, Ledger ledger, CostConfig.Budgets budgets, Clock clock, ZoneId zone) {
    this.database = database;
    this.ledger = ledger;
    this.policy = new BudgetPolicy(budgets, zone);
    this.clock = clock;
  }

  /**
   * The platform's windows, and the fullest of classes and of learners.
   *
   * @param top how many windows of classes, and how many of learners, at most 100
   */
  @GET
  @Summary("budgets: limits, spent and held, the fullest first")
  public BudgetReport report(
      @Auth Operator operator, @QueryParam("top") @DefaultValue("5") String top) {
    int most = count(top);
    LocalDate day = ledger.today();
    return database.read(
        handle -> {
          List<BudgetReport.Window> windows = new ArrayList<>(platform(handle, day));
          for (String scope : List.of("class", "learner")) {
            BudgetDao.fullest(handle, scope, day, most).stream()
                .map(found -> shown(windowOf(scope, found, day), found.balance()))
                .forEach(windows::add);
          }
          return new BudgetReport(windows, clock.instant());
        });
  }

  /** Also without a single call so far. */
  private List<BudgetReport.Window> platform(Handle handle, LocalDate day) {
    List<BudgetWindow> windows =
        policy.windows("", "", day).stream()
            .filter(window -> window.scope().equals("platform"))
            .toList();
    List<BudgetDao.Balance> balances = BudgetDao.balances(handle, windows);
    List<BudgetReport.Window> shown = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      shown.add(shown(windows.get(i), balances.get(i)));
    }
    return shown;
  }

  /** With the limit that is configured now. */
  private BudgetWindow windowOf(String scope, BudgetDao.Found found, LocalDate day) {
    return policy.windows(found.scopeId(), found.scopeId(), day).stream()
        .filter(window -> window.scope().equals(scope))
        .filter(window -> window.period().equals(found.period()))
        .findFirst()
        .orElseThrow();
  }

  private static BudgetReport.Window shown(BudgetWindow window, BudgetDao.Balance balance) {
    Usd limit = window.limit();
    return new BudgetReport.Window(
        window.scope(),
        window.scopeId(),
        window.period(),
        window.start(),
        limit == null ? null : limit.toDecimal(),
        balance.spent().toDecimal(),
        balance.held().toDecimal(),
        window.resetsAt());
  }

  private static int count(String top) {
    if (!top.matches("[1-9][0-9]?|100")) {
      throw ApiException.invalid("top is a number from 1 to 100.");
    }
    return Integer.parseInt(top);
  }
}
