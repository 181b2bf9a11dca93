package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;

/** Sums of the ledger by any of its dimensions. Safe for concurrent use. */
final class CostReports {

  private final Database database;
  private final CostConfig config;
  private final Clock clock;
  private final ZoneId zone;

  CostReports(Database database, CostConfig config, Clock clock, ZoneId zone) {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * The report for {@code [from, to)}, at most {@code top} rows of it; null shows all. Learners are
   * told by their ids and small groups shown.
   *
   * @throws ApiException 422 when the range is empty or too long, or the report has too many rows
   */
  CostReport report(LocalDate from, LocalDate to, List<Dimension> by, @Nullable Integer top) {
    return report(new Question(new Days(from, to), by, top, null, null, false, true));
  }

  /**
   * The report.
   *
   * @throws ApiException 422 when a range is empty or too long, the report has too many rows, or
   *     what is asked for does not go together
   */
  CostReport report(Question question) {
    requireRange(question.days());
    if (question.compare() != null) {
      requireRange(question.compare());
      requireNoTime(question);
    }
    if (question.unit() != null) {
      question.unit().requireCountable(question.by());
    }
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    return database.snapshot(
        handle ->
            new ReportWork(handle, question, config.maxReportRows(), today, zone)
                .report(zone, now));
  }

  private void requireRange(Days days) {
    if (days.isEmpty()) {
      throw ApiException.invalid("from must be before to; to is the day after the last one.");
    }
    if (days.count() > config.maxReportDays()) {
      throw ApiException.invalid(
          "A report covers at most " + config.maxReportDays() + " days (cost.maxReportDays).");
    }
  }

  private static void requireNoTime(Question question) {
    if (question.hasTime()) {
      throw ApiException.invalid(
          "Days, weeks and months of one range are not those of another: to compare, group by"
              + " other dimensions.");
    }
  }
}
