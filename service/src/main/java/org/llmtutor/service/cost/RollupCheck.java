package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.TokenCounts;

/** The daily rollup, which reports read, is the sum of the day's settled rows. */
final class RollupCheck implements LedgerCheck {

  private final Findings findings;
  private final Map<RollupKey, Rollup> booked = new LinkedHashMap<>();
  private final Map<RollupKey, Rollup> summed = new LinkedHashMap<>();

  RollupCheck(int most) {
    findings =
        new Findings(
            "ledger/rollups",
            "daily sums that reports read, with the settled rows they are made of",
            "the rows are the truth and reports of these days are wrong: restore the database, or"
                + " export the ledger and import it into an empty one, which makes the sums anew",
            most);
  }

  @Override
  public void begin(Handle handle, LocalDate day) {
    booked.clear();
    summed.clear();
    RollupDao.ofDay(handle, day, booked::put);
  }

  @Override
  public void row(LedgerRow row) {
    if (row.state().equals("settled")) {
      summed.merge(RollupKey.of(row), Rollup.of(row), Rollup::plus);
    }
  }

  @Override
  public void end(Handle handle, LocalDate day) {
    findings.compared(booked.size());
    RollupDao.Total rows =
        new RollupDao.Total(
            summed.values().stream().mapToLong(Rollup::calls).sum(),
            summed.values().stream().mapToLong(Rollup::costNanos).sum());
    for (String table : List.of("usage_group_daily", "usage_learner_daily")) {
      compare(table, day, rows, RollupDao.total(handle, table, day));
    }
    booked.forEach((key, rollup) -> compare(key, rollup, summed.remove(key)));
    summed.forEach(
        (key, rollup) -> {
          findings.compared(1);
          findings.problem(
              key.shown(), "is missing; its rows have " + rollup.shown(), rollup.costNanos());
        });
  }

  private void compare(
      String table, LocalDate day, RollupDao.Total rows, RollupDao.Total narrower) {
    findings.compared(1);
    if (!rows.equals(narrower)) {
      findings.problem(
          table + " of " + day,
          "has %d calls, %s; its rows have %d, %s"
              .formatted(
                  narrower.calls(), new Usd(narrower.nanos()), rows.calls(), new Usd(rows.nanos())),
          narrower.nanos() - rows.nanos());
    }
  }

  private void compare(RollupKey key, Rollup rollup, @Nullable Rollup rows) {
    if (rows == null) {
      findings.problem(
          key.shown(), "has " + rollup.shown() + " and no settled row", rollup.costNanos());
    } else if (!rollup.equals(rows)) {
      long off = rollup.costNanos() - rows.costNanos();
      findings.problem(key.shown(), difference(rollup, rows), off);
    }
  }

  private static String difference(Rollup rollup, Rollup rows) {
    if (rollup.costNanos() != rows.costNanos() || rollup.calls() != rows.calls()) {
      return "has " + rollup.shown() + ", its rows have " + rows.shown();
    } else if (!rollup.estimated().equals(rows.estimated()) || !rollup.told().equals(rows.told())) {
      return "has %s of it estimated and %s told, its rows have %s and %s"
          .formatted(
              new Usd(rollup.estimated().nanos()),
              new Usd(rollup.told().nanos()),
              new Usd(rows.estimated().nanos()),
              new Usd(rows.told().nanos()));
    } else if (rollup.replies() != rows.replies()) {
      return "has %d replies, its rows have %d".formatted(rollup.replies(), rows.replies());
    }
    TokenCounts told = rollup.tokens();
    TokenCounts sum = rows.tokens();
    StringBuilder text = new StringBuilder();
    tokens(text, "input", told.input(), sum.input());
    tokens(text, "cached input", told.cachedInput(), sum.cachedInput());
    tokens(text, "cache write", told.cacheWrite(), sum.cacheWrite());
    tokens(text, "long cache write", told.cacheWriteLong(), sum.cacheWriteLong());
    tokens(text, "output", told.output(), sum.output());
    tokens(text, "reasoning", told.reasoning(), sum.reasoning());
    return text.toString();
  }

  private static void tokens(
      StringBuilder text, String name, @Nullable Long rollup, @Nullable Long rows) {
    if (!Objects.equals(rollup, rows)) {
      text.append(text.length() == 0 ? "" : "; ");
      text.append("has %s %s tokens, its rows have %s".formatted(count(rollup), name, count(rows)));
    }
  }

  private static String count(@Nullable Long tokens) {
    return tokens == null ? "no told" : tokens.toString();
  }

  @Override
  public Findings findings() {
    return findings;
  }
}
