package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.TokenCounts;

/**
 * The sums that reports read are those of the settled rows: the widest table's of each day's rows,
 * the narrower ones' of the widest, where that is right.
 */
final class RollupCheck implements LedgerCheck {

  private final Findings findings;
  private final Map<RollupKey, Rollup> booked = new LinkedHashMap<>();
  private final Map<RollupKey, Rollup> summed = new LinkedHashMap<>();
  private final LocalDate to;
  private final Set<RollupTables.Time> damaged = EnumSet.noneOf(RollupTables.Time.class);

  /**
   * Of days.
   *
   * @param to the day after the last
   */
  RollupCheck(LocalDate to, int most) {
    this.to = to;
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
    booked.forEach((key, rollup) -> compare(key, rollup, summed.remove(key)));
    summed.forEach(
        (key, rollup) -> {
          findings.compared(1);
          problem(key.shown(), "is missing; its rows have " + rollup.shown(), rollup.costNanos());
        });
    narrower(handle, RollupTables.Time.DAY, day);
    LocalDate next = day.plusDays(1);
    if (next.getDayOfMonth() == 1 || next.equals(to)) {
      narrower(handle, RollupTables.Time.MONTH, day);
    }
  }

  /** What is wrong in the widest table is told once, not again by each that is made of it. */
  private void narrower(Handle handle, RollupTables.Time time, LocalDate day) {
    if (!damaged.remove(time)) {
      RollupTables.NARROWER.stream()
          .filter(table -> table.time() == time)
          .forEach(table -> compare(table, day, NarrowSums.of(handle, table, day)));
    }
  }

  private void compare(RollupTables.Table table, LocalDate day, NarrowSums.Difference difference) {
    findings.compared(1);
    String subject = table.name() + " of " + table.time().of(day.toString());
    if (difference.rows() > 0) {
      findings.problem(
          subject,
          "has %d rows that are not the sums of usage_daily, with %d calls and %s too many"
              .formatted(difference.rows(), difference.calls(), new Usd(difference.nanos())),
          difference.nanos());
    }
    if (difference.strangers() > 0) {
      findings.problem(
          subject,
          "has %d rows that do not know five of their learners, or all of fewer"
              .formatted(difference.strangers()));
    }
  }

  private void problem(String subject, String problem, long nanos) {
    findings.problem(subject, problem, nanos);
    damaged.addAll(EnumSet.allOf(RollupTables.Time.class));
  }

  private void compare(RollupKey key, Rollup rollup, @Nullable Rollup rows) {
    if (rows == null) {
      problem(key.shown(), "has " + rollup.shown() + " and no settled row", rollup.costNanos());
    } else if (!rollup.equals(rows)) {
      long off = rollup.costNanos() - rows.costNanos();
      problem(key.shown(), difference(rollup, rows), off);
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
