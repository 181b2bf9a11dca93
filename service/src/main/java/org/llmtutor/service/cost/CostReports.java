package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;
import org.llmtutor.api.TokenCounts;
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
   * The report for {@code [from, to)}, at most {@code top} rows of it; null shows all.
   *
   * @throws ApiException 422 when the range is empty or too long, or the report has too many rows
   */
  CostReport report(LocalDate from, LocalDate to, List<Dimension> by, @Nullable Integer top) {
    requireRange(from, to);
    return database.read(
        handle -> {
          List<CostReport.Row> rows = rows(handle, from, to, by);
          CostReport.Row total =
              by.isEmpty() ? first(rows) : first(rows(handle, from, to, List.of()));
          List<CostReport.Row> shown = by.isEmpty() ? List.of() : top(rows, top);
          int omitted = by.isEmpty() ? 0 : rows.size() - shown.size();
          List<String> keys = by.stream().map(Dimension::key).toList();
          return new CostReport(
              from, to, zone.getId(), keys, shown, total, omitted, clock.instant());
        });
  }

  private void requireRange(LocalDate from, LocalDate to) {
    if (!from.isBefore(to)) {
      throw ApiException.invalid("from must be before to; to is the day after the last one.");
    }
    if (from.plusDays(config.maxReportDays()).isBefore(to)) {
      throw ApiException.invalid(
          "A report covers at most " + config.maxReportDays() + " days (cost.maxReportDays).");
    }
  }

  private List<CostReport.Row> rows(
      Handle handle, LocalDate from, LocalDate to, List<Dimension> by) {
    int max = config.maxReportRows() + 1;
    Map<List<String>, CostReportDao.Settled> settled =
        byKey(CostReportDao.settled(handle, by, from, to, max), CostReportDao.Settled::key);
    Map<List<String>, CostReportDao.Unknown> unknown =
        byKey(CostReportDao.unknown(handle, by, from, to, max), CostReportDao.Unknown::key);
    Set<List<String>> keys = new LinkedHashSet<>(settled.keySet());
    keys.addAll(unknown.keySet());
    if (keys.size() >= max) {
      throw ApiException.invalid(
          "The report has more than "
              + config.maxReportRows()
              + " rows (cost.maxReportRows). Narrow the range or group by less.");
    }
    return keys.stream()
        .map(key -> row(by, key, settled.get(key), unknown.get(key)))
        .sorted(order(by))
        .toList();
  }

  private static <R> Map<List<String>, R> byKey(List<R> rows, Function<R, List<String>> key) {
    return rows.stream()
        .collect(Collectors.toMap(key, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  private static CostReport.Row row(
      List<Dimension> by,
      List<String> key,
      CostReportDao.@Nullable Settled settled,
      CostReportDao.@Nullable Unknown unknown) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      named.put(by.get(i).key(), key.get(i));
    }
    return new CostReport.Row(
        named,
        settled == null ? 0 : settled.calls(),
        settled == null ? TokenCounts.NONE : settled.tokens(),
        (settled == null ? Usd.ZERO : settled.cost()).toDecimal(),
        (settled == null ? Usd.ZERO : settled.estimated()).toDecimal(),
        unknown == null ? 0 : unknown.calls(),
        (unknown == null ? Usd.ZERO : unknown.amount()).toDecimal());
  }

  private static CostReport.Row first(List<CostReport.Row> rows) {
    return rows.isEmpty() ? row(List.of(), List.of(), null, null) : rows.get(0);
  }

  /** Most expensive first, or oldest first when days lead; ties by key, so that order is stable. */
  private static Comparator<CostReport.Row> order(List<Dimension> by) {
    Comparator<CostReport.Row> expensive =
        Comparator.comparing(CostReport.Row::costUsd)
            .thenComparing(CostReport.Row::unknownUsd)
            .reversed();
    Comparator<CostReport.Row> keys =
        Comparator.comparing(row -> String.join("\u0000", row.key().values()));
    if (!by.isEmpty() && by.get(0) == Dimension.DAY) {
      Comparator<CostReport.Row> day =
          Comparator.comparing(row -> row.key().getOrDefault(Dimension.DAY.key(), ""));
      return day.thenComparing(expensive).thenComparing(keys);
    }
    return expensive.thenComparing(keys);
  }

  /** The most expensive rows, in the report's order. */
  private static List<CostReport.Row> top(List<CostReport.Row> rows, @Nullable Integer top) {
    if (top == null || top >= rows.size()) {
      return rows;
    }
    Set<CostReport.Row> kept =
        rows.stream()
            .sorted(Comparator.comparing(CostReport.Row::costUsd).reversed())
            .limit(top)
            .collect(Collectors.toSet());
    Stream<CostReport.Row> inOrder = rows.stream().filter(kept::contains);
    return inOrder.toList();
  }
}
