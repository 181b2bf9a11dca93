package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostForecast;
import org.llmtutor.service.database.Database;

/** What the current month will have cost at its end. Safe for concurrent use. */
final class CostForecasts {

  private static final int DIGITS = 6;

  private final Database database;
  private final BudgetPolicy policy;
  private final Clock clock;
  private final ZoneId zone;

  CostForecasts(Database database, CostConfig config, Clock clock, ZoneId zone) {
    this.database = database;
    this.policy = new BudgetPolicy(config.budgets(), zone);
    this.clock = clock;
    this.zone = zone;
  }

  /** The forecast as of now; without figures when the history is too short. */
  CostForecast forecast() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Book book = database.read(handle -> book(handle, today));
    return book.history().size() < SpendModel.NEEDED_DAYS
        ? told(book, Optional.empty())
        : told(book, Optional.of(new Outlook(book, limit(today))));
  }

  /**
   * What the ledger holds.
   *
   * @param today the day it is
   * @param history whole days before today, from the first with a call, at most as many as the
   *     model looks back
   * @param before this month before today
   * @param now today so far
   * @param unknown this month's calls without an outcome
   */
  record Book(LocalDate today, List<Usd> history, Usd before, Usd now, Usd unknown) {

    Usd spent() {
      return before.plus(now);
    }

    Days rest() {
      return new Days(today, today.withDayOfMonth(1).plusMonths(1));
    }
  }

  private static Book book(Handle handle, LocalDate today) {
    Days looked = Days.until(today, SpendModel.LONGEST_DAYS + 1);
    List<Usd> days = new ArrayList<>(Collections.nCopies(SpendModel.LONGEST_DAYS + 1, Usd.ZERO));
    Usd before = Usd.ZERO;
    for (CostReportDao.DayCost cost :
        CostReportDao.dayCosts(handle, new Slice(List.of(), looked), List.of())) {
      days.set((int) new Days(looked.from(), cost.day()).count(), cost.cost());
      boolean counts = !cost.day().isBefore(today.withDayOfMonth(1)) && cost.day().isBefore(today);
      before = counts ? before.plus(cost.cost()) : before;
    }
    Usd now = days.remove(days.size() - 1);
    Slice month = new Slice(List.of(), new Days(today.withDayOfMonth(1), today.plusDays(1)));
    Usd unknown =
        CostReportDao.unknown(handle, month, 1).stream()
            .map(row -> row.part().cost())
            .findFirst()
            .orElse(Usd.ZERO);
    return new Book(today, sinceFirst(days), before, now, unknown);
  }

  private static List<Usd> sinceFirst(List<Usd> days) {
    int first = 0;
    while (first < days.size() && days.get(first).equals(Usd.ZERO)) {
      first++;
    }
    return days.subList(first, days.size());
  }

  /** The platform's limit of this month, as operators have set it last. */
  private @Nullable Usd limit(LocalDate today) {
    BudgetWindow.Key key = new BudgetWindow.Key("platform", "", BudgetPolicy.ALL_MODELS, "monthly");
    return policy
        .window(key, today, database.read(handle -> BudgetOverrideDao.find(handle, "", "")))
        .limit()
        .amount();
  }

  private CostForecast told(Book book, Optional<Outlook> outlook) {
    LocalDate today = book.today();
    Usd limit = limit(today);
    return new CostForecast(
        today.withDayOfMonth(1),
        today,
        zone.getId(),
        book.history().size(),
        SpendModel.NEEDED_DAYS,
        book.spent().toDecimal(),
        book.unknown().toDecimal(),
        outlook.map(Outlook::expected).orElse(null),
        outlook.map(Outlook::low).orElse(null),
        outlook.map(Outlook::high).orElse(null),
        limit == null ? null : limit.toDecimal(),
        outlook.map(Outlook::reachesLimitOn).orElse(null),
        outlook.map(Outlook::earliestLimitOn).orElse(null),
        clock.instant());
  }

  /** The rest of the month, day by day. */
  static final class Outlook {

    private final BigDecimal expected;
    private final BigDecimal low;
    private final BigDecimal high;
    private @Nullable LocalDate reachesLimitOn;
    private @Nullable LocalDate earliestLimitOn;

    Outlook(Book book, @Nullable Usd limit) {
      double[] history = book.history().stream().mapToDouble(Usd::toDouble).toArray();
      SpendModel model = SpendModel.fit(history, book.today().minusDays(1));
      double spent = book.spent().toDouble();
      // What is held for calls without an outcome is gone from the budget too.
      double held = book.unknown().toDouble();
      double most = limit == null ? Double.POSITIVE_INFINITY : limit.toDouble() - held;
      double sum = book.before().toDouble();
      double margin = 0;
      for (LocalDate day : book.rest().all()) {
        boolean now = day.equals(book.today());
        double cost = model.expected(day);
        sum += now ? Math.max(cost, book.now().toDouble()) : cost;
        margin = model.margin(new Days(book.today(), day.plusDays(1)));
        reachesLimitOn = first(reachesLimitOn, sum >= most, day);
        earliestLimitOn = first(earliestLimitOn, sum + margin >= most, day);
      }
      this.expected = rounded(sum);
      this.low = rounded(Math.max(spent, sum - margin));
      this.high = rounded(sum + margin);
    }

    private static @Nullable LocalDate first(
        @Nullable LocalDate found, boolean reached, LocalDate day) {
      return found == null && reached ? day : found;
    }

    private static BigDecimal rounded(double estimate) {
      return BigDecimal.valueOf(estimate).setScale(DIGITS, RoundingMode.HALF_EVEN);
    }

    BigDecimal expected() {
      return expected;
    }

    BigDecimal low() {
      return low;
    }

    BigDecimal high() {
      return high;
    }

    @Nullable LocalDate reachesLimitOn() {
      return reachesLimitOn;
    }

    @Nullable LocalDate earliestLimitOn() {
      return earliestLimitOn;
    }
  }
}
