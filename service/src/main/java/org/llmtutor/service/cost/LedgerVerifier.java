package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.LedgerVerification;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.FileReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the books against each other: rows with rollups, budget windows, states and prices. All
 * checks see the same state of the ledger; rows are read once, in pages, so memory does not grow
 * with their number. Safe for concurrent use.
 */
final class LedgerVerifier {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerVerifier.class);

  /** Sweeps that a hold past its lease may miss before it counts as forgotten. */
  private static final int SWEEPS = 6;

  private static final Duration LEAST_GRACE = Duration.ofMinutes(1);

  private final Database database;
  private final LedgerConfig config;
  private final BudgetPolicy policy;
  private final PriceBook prices;
  private final Duration grace;
  private final Clock clock;
  private final ZoneId zone;

  LedgerVerifier(
      Database database,
      LedgerConfig config,
      CostConfig cost,
      PriceBook prices,
      Clock clock,
      ZoneId zone) {
    this.database = database;
    this.config = config;
    this.policy = new BudgetPolicy(cost.budgets(), zone);
    this.prices = prices;
    Duration sweeps = cost.sweepInterval().toJavaDuration().multipliedBy(SWEEPS);
    this.grace = sweeps.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : sweeps;
    this.clock = clock;
    this.zone = zone;
  }

  /** Hears how far a run is. */
  @FunctionalInterface
  interface Progress {

    /** Another day is done. */
    void day(LocalDate day, long days, long rows);
  }

  /** Verifies {@code [from, to)}. */
  LedgerVerification verify(LocalDate from, LocalDate to, Progress progress) {
    Findings files = files();
    boolean damaged = files.result().problems() > 0;
    return database.snapshot(handle -> verify(handle, from, to, progress, files, damaged));
  }

  private LedgerVerification verify(
      Handle handle,
      LocalDate from,
      LocalDate to,
      Progress progress,
      Findings files,
      boolean damaged) {
    Instant now = clock.instant();
    List<LedgerCheck> checks = checks(from, to, now);
    Tally tally = new Tally();
    LedgerVerification.Exposure exposure = ExposureDao.NOTHING;
    try {
      exposure = ExposureDao.total(handle);
      for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
        day(handle, day, checks, tally);
        progress.day(day, tally.days, tally.rows);
      }
      checks.forEach(LedgerCheck::finish);
    } catch (org.jdbi.v3.core.JdbiException e) {
      if (!damaged) {
        throw e;
      }
      LOG.warn("the ledger could not be read to its end, its file is damaged", e);
      checks.forEach(
          check -> check.findings().skip("the file is damaged and could not be read to its end"));
    }
    return report(from, to, tally.rows, checks, files, exposure, now);
  }

  private static final class Tally {
    private long days;
    private long rows;
  }

  private void day(Handle handle, LocalDate day, List<LedgerCheck> checks, Tally tally) {
    checks.forEach(check -> check.begin(handle, day));
    String after = "";
    List<LedgerRow> page;
    do {
      page = LedgerRowDao.page(handle, day, after, config.pageRows());
      for (LedgerRow row : page) {
        checks.forEach(check -> check.row(row));
        after = row.id();
      }
      tally.rows += page.size();
    } while (page.size() == config.pageRows());
    checks.forEach(check -> check.end(handle, day));
    tally.days++;
  }

  private List<LedgerCheck> checks(LocalDate from, LocalDate to, Instant now) {
    int most = config.maxFindings();
    Instant end = to.atStartOfDay(zone).toInstant();
    return List.of(
        new RollupCheck(to, most),
        new WindowCheck(policy, from, end, end.isAfter(now), most),
        new StateCheck(now, grace, most),
        new PriceCheck(prices, most),
        new KeyCheck(most),
        new DayCheck(zone, most));
  }

  private LedgerVerification report(
      LocalDate from,
      LocalDate to,
      long rows,
      List<LedgerCheck> checks,
      Findings files,
      LedgerVerification.Exposure exposure,
      Instant now) {
    List<LedgerVerification.Check> results = new ArrayList<>();
    results.add(files.result());
    checks.forEach(check -> results.add(check.findings().result()));
    return new LedgerVerification(from, to, zone.getId(), rows, results, exposure, now);
  }

  private Findings files() {
    Findings findings =
        new Findings(
            "database/files",
            "the pages of the database's file, and its tables with their indexes",
            "the file is damaged: stop the service, keep a copy of it, and restore a backup",
            config.maxFindings());
    FileReport report = database.checkFiles(config.fileCheckDeadline().toJavaDuration());
    if (report.unchecked() != null) {
      findings.skip(report.unchecked());
    } else {
      findings.compared(1);
    }
    report.damage().forEach(damage -> findings.problem("database", damage));
    return findings;
  }
}
