package org.llmtutor.service.cost;

import com.google.common.base.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.RepriceReport;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;

/**
 * Prices settled calls again, with other prices, without changing them. Reads the ledger in pages,
 * so that bookings go on meanwhile. Safe for concurrent use.
 */
final class Repricing {

  private static final int PAGE = 2_000;

  private final Database database;
  private final CostConfig config;
  private final Clock clock;
  private final Ticker ticker;
  private final ZoneId zone;

  Repricing(Database database, CostConfig config, Clock clock, Ticker ticker, ZoneId zone) {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.ticker = ticker;
    this.zone = zone;
  }

  /**
   * The calls of {@code [from, to)} with the prices of {@code book}.
   *
   * @param asOf only what the book knew then; null for all it knows
   * @throws ApiException 422 when the range is empty or too long, or there are too many calls or
   *     groups; 503 when it takes too long
   */
  RepriceReport report(
      LocalDate from, LocalDate to, List<Dimension> by, PriceBook book, @Nullable Instant asOf) {
    if (!from.isBefore(to) || from.plusDays(config.maxReportDays()).isBefore(to)) {
      throw ApiException.invalid(
          "from must be before to, by at most %d days (cost.maxReportDays)."
              .formatted(config.maxReportDays()));
    }
    Instant known = asOf == null ? Instant.MAX : asOf;
    Map<List<String>, Sum> sums = new LinkedHashMap<>();
    Sum total = new Sum();
    Progress progress = new Progress();
    String after = "";
    List<RepriceDao.Call> page;
    do {
      String last = after;
      page = database.read(handle -> RepriceDao.page(handle, by, from, to, last, PAGE));
      progress.add(page.size());
      for (RepriceDao.Call call : page) {
        Optional<Usd> cost = cost(call, book, known);
        total.add(call.cost(), cost);
        sums.computeIfAbsent(call.key(), unused -> new Sum()).add(call.cost(), cost);
        after = call.id();
      }
      requireGroups(sums.size());
    } while (page.size() == PAGE);
    return report(from, to, by, asOf, sums, total);
  }

  private static Optional<Usd> cost(RepriceDao.Call call, PriceBook book, Instant known) {
    Optional<Price> price = book.find(call.provider(), call.model(), call.startedAt(), known);
    return price.map(found -> Usd.of(found.cost(call.tokens(), call.serviceTier())));
  }

  private void requireGroups(int groups) {
    if (groups > config.maxReportRows()) {
      throw ApiException.invalid(
          "The report has more than %d rows (cost.maxReportRows). Narrow the range or group by less."
              .formatted(config.maxReportRows()));
    }
  }

  private RepriceReport report(
      LocalDate from,
      LocalDate to,
      List<Dimension> by,
      @Nullable Instant asOf,
      Map<List<String>, Sum> sums,
      Sum total) {
    Comparator<RepriceReport.Row> largest =
        Comparator.comparing((RepriceReport.Row row) -> row.differenceUsd().abs()).reversed();
    Comparator<RepriceReport.Row> keys =
        Comparator.comparing(row -> String.join("\u0000", row.key().values()));
    List<RepriceReport.Row> rows =
        by.isEmpty()
            ? List.of()
            : sums.entrySet().stream()
                .map(group -> group.getValue().row(by, group.getKey()))
                .sorted(largest.thenComparing(keys))
                .toList();
    return new RepriceReport(
        from,
        to,
        zone.getId(),
        asOf,
        by.stream().map(Dimension::key).toList(),
        rows,
        total.row(List.of(), List.of()),
        clock.instant());
  }

  /** Holds a run to its bounds. */
  private final class Progress {

    private final long start = ticker.read();
    private long calls;

    void add(int more) {
      calls += more;
      if (calls > config.reprice().maxCalls()) {
        throw ApiException.invalid(
            "There are more than %d calls (cost.reprice.maxCalls). Narrow the range."
                .formatted(config.reprice().maxCalls()));
      }
      Duration limit = config.reprice().deadline().toJavaDuration();
      if (ticker.read() - start > limit.toNanos()) {
        throw new ApiException(
            503,
            "took_too_long",
            "Pricing the calls took longer than cost.reprice.deadline. Narrow the range.");
      }
    }
  }

  /** Sums of one group. */
  private static final class Sum {

    private long calls;
    private long unpriced;
    private Usd booked = Usd.ZERO;
    private Usd repriced = Usd.ZERO;

    void add(Usd bookedCost, Optional<Usd> cost) {
      calls++;
      unpriced += cost.isPresent() ? 0 : 1;
      booked = booked.plus(bookedCost);
      repriced = repriced.plus(cost.orElse(bookedCost));
    }

    RepriceReport.Row row(List<Dimension> by, List<String> key) {
      Map<String, String> named = new LinkedHashMap<>();
      for (int i = 0; i < by.size(); i++) {
        named.put(by.get(i).key(), key.get(i));
      }
      return new RepriceReport.Row(
          named,
          calls,
          booked.toDecimal(),
          repriced.toDecimal(),
          repriced.minus(booked).toDecimal(),
          unpriced);
    }
  }
}
