package org.llmtutor.service.cost;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetOverride;
import org.llmtutor.api.BudgetReport;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;

/** What the current budget windows hold, and limits that hold from now on, for operators. */
@Timed
@Path("/api/ops/budgets")
@Produces(MediaType.APPLICATION_JSON)
public final class BudgetResource {

  private final Database database;
  private final Ledger ledger;
  private final BudgetPolicy policy;
  private final BudgetOverrides overrides;
  private final Clock clock;

  BudgetResource(Database database, Ledger ledger, BudgetPolicy policy, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.policy = policy;
    this.overrides = new BudgetOverrides(database, policy, ledger, clock);
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
          List<BudgetReport.Window> windows = new ArrayList<>(all(handle, "platform", "", day));
          for (String scope : List.of("class", "learner")) {
            BudgetDao.fullest(handle, scope, day, most).stream()
                .map(found -> shown(handle, found, day))
                .forEach(windows::add);
          }
          return new BudgetReport(windows, clock.instant());
        });
  }

  /** All windows of the platform, a class or a learner, also without a single call so far. */
  @GET
  @Path("/{scope}/{id}")
  @Summary("budgets of the platform, a class or a learner")
  public BudgetReport one(
      @Auth Operator operator, @PathParam("scope") String scope, @PathParam("id") String sent) {
    String id = overrides.requireKnown(scope, sent);
    return database.read(
        handle -> new BudgetReport(all(handle, scope, id, ledger.today()), clock.instant()));
  }

  /** Limits that an operator has set for the platform, a class or a learner. */
  @GET
  @Path("/{scope}/{id}/limits")
  @Summary("limits that operators have set for it")
  public BudgetOverride limits(
      @Auth Operator operator, @PathParam("scope") String scope, @PathParam("id") String sent) {
    return overrides.find(scope, overrides.requireKnown(scope, sent));
  }

  /** Sets limits that go before the configured ones, instead of those set before. */
  @PUT
  @Path("/{scope}/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Summary("set limits of the platform, a class or a learner")
  public BudgetReport set(
      @Auth Operator operator,
      @PathParam("scope") String scope,
      @PathParam("id") String sent,
      @Nullable BudgetOverride limits) {
    if (limits == null) {
      throw new ApiException(400, "invalid_request", "The request needs a JSON body.");
    }
    overrides.set(scope, overrides.requireKnown(scope, sent), limits, operator.name());
    return one(operator, scope, sent);
  }

  /** Goes back to the configured limits. */
  @DELETE
  @Path("/{scope}/{id}")
  @Summary("go back to the configured limits")
  public BudgetReport unset(
      @Auth Operator operator, @PathParam("scope") String scope, @PathParam("id") String sent) {
    overrides.clear(scope, overrides.requireKnown(scope, sent), operator.name());
    return one(operator, scope, sent);
  }

  private List<BudgetReport.Window> all(Handle handle, String scope, String id, LocalDate day) {
    Map<BudgetWindow.Key, BudgetLimit> set = overrides.of(handle, scope, id);
    List<BudgetWindow> windows = policy.shown(scope, id, day, set);
    List<BudgetDao.Balance> balances = BudgetDao.balances(handle, windows);
    List<BudgetReport.Window> shown = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      BudgetWindow window = windows.get(i);
      shown.add(shown(window, balances.get(i), set.containsKey(window.key())));
    }
    return shown;
  }

  /** With the limit that holds now. */
  private BudgetReport.Window shown(Handle handle, BudgetDao.Found found, LocalDate day) {
    BudgetWindow.Key key = found.key();
    Map<BudgetWindow.Key, BudgetLimit> set = overrides.of(handle, key.scope(), key.id());
    return shown(policy.window(key, day, set), found.balance(), set.containsKey(key));
  }

  private static BudgetReport.Window shown(
      BudgetWindow window, BudgetDao.Balance balance, boolean overridden) {
    BudgetWindow.Key key = window.key();
    Usd limit = window.limit().amount();
    return new BudgetReport.Window(
        key.scope(),
        key.id(),
        key.model().isEmpty() ? null : key.model(),
        key.period(),
        window.limit().mode(),
        window.start(),
        limit == null ? null : limit.toDecimal(),
        balance.spent().toDecimal(),
        balance.held().toDecimal(),
        window.limit().warnAt(),
        window.isNearlySpent(balance),
        overridden,
        window.resetsAt());
  }

  private static int count(String top) {
    if (!top.matches("[1-9][0-9]?|100")) {
      throw ApiException.invalid("top is a number from 1 to 100.");
    }
    return Integer.parseInt(top);
  }
}
