package org.llmtutor.cli.prices;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.prices.PriceDocument;
import org.llmtutor.prices.PriceEntry;

/** What calls cost differently by two books, from a time on, scheduled prices included. */
final class PriceDiff {

  /**
   * One difference.
   *
   * @param from when it begins
   * @param what {@code added}, {@code removed} or {@code changed}
   * @param part a class of tokens, or {@code tiers}, {@code bands} or {@code service_tiers}
   * @param before the rate before; null where there is none
   * @param after the rate after; null where there is none
   */
  record Line(
      Instant from,
      String provider,
      String model,
      String what,
      String part,
      @Nullable BigDecimal before,
      @Nullable BigDecimal after) {

    private Line at(Instant other) {
      return new Line(other, provider, model, what, part, before, after);
    }
  }

  private record Name(String provider, String model) {}

  private final PriceBook before;
  private final PriceBook after;

  PriceDiff(PriceBook before, PriceBook after) {
    this.before = before;
    this.after = after;
  }

  /** The differences for calls that start at {@code at} or later, by model and time. */
  List<Line> from(Instant at) {
    List<Line> lines = new ArrayList<>();
    Set<Instant> times = times(at);
    for (Name name : names()) {
      Set<Line> last = Set.of();
      for (Instant time : times) {
        Set<Line> now = compare(name, time);
        for (Line line : now) {
          if (!last.contains(line)) {
            lines.add(line.at(time));
          }
        }
        last = now;
      }
    }
    return lines;
  }

  private Set<Name> names() {
    Set<Name> names = new LinkedHashSet<>();
    for (PriceBook book : List.of(before, after)) {
      for (PriceEntry entry : book.entries()) {
        names.add(new Name(entry.provider(), entry.model()));
      }
    }
    return names;
  }

  /** Where prices may change from {@code at} on. */
  private Set<Instant> times(Instant at) {
    Set<Instant> times = new TreeSet<>(Set.of(at));
    for (PriceBook book : List.of(before, after)) {
      for (PriceEntry entry : book.entries()) {
        Instant to = entry.to();
        for (Instant edge : to == null ? List.of(entry.from()) : List.of(entry.from(), to)) {
          if (edge.isAfter(at)) {
            times.add(edge);
          }
        }
      }
    }
    return times;
  }

  private Set<Line> compare(Name name, Instant time) {
    PriceEntry old = entry(before, name, time);
    PriceEntry young = entry(after, name, time);
    Set<Line> lines = new LinkedHashSet<>();
    if (old == null && young == null) {
      return lines;
    }
    String what = old == null ? "added" : young == null ? "removed" : "changed";
    Map<String, BigDecimal> olds = rates(old);
    Map<String, BigDecimal> youngs = rates(young);
    for (String part : (old == null ? youngs : olds).keySet()) {
      BigDecimal from = olds.get(part);
      BigDecimal to = youngs.get(part);
      if (!same(from, to) && !follows(part, olds, youngs)) {
        lines.add(new Line(Instant.EPOCH, name.provider(), name.model(), what, part, from, to));
      }
    }
    if (old != null && young != null) {
      rest(old, young)
          .forEach(
              part ->
                  lines.add(
                      new Line(
                          Instant.EPOCH, name.provider(), name.model(), what, part, null, null)));
    }
    return lines;
  }

  /** Whether a class costs what its side does in both books, so that it need not be told of. */
  private static boolean follows(
      String part, Map<String, BigDecimal> olds, Map<String, BigDecimal> youngs) {
    String side = part.equals("reasoning") || part.equals("output") ? "output" : "input";
    return !part.equals(side)
        && same(olds.get(part), olds.get(side))
        && same(youngs.get(part), youngs.get(side));
  }

  private static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.compareTo(b) == 0;
  }

  private static @Nullable PriceEntry entry(PriceBook book, Name name, Instant time) {
    Optional<Price> price = book.find(name.provider(), name.model(), time);
    return price.map(Price::entry).orElse(null);
  }

  private static Map<String, BigDecimal> rates(@Nullable PriceEntry entry) {
    Map<String, BigDecimal> plain = new LinkedHashMap<>();
    if (entry != null) {
      entry.standard().rates().byName().forEach((part, rate) -> plain.put(part, plain(rate)));
    }
    return plain;
  }

  private static BigDecimal plain(BigDecimal rate) {
    return rate.signum() == 0 ? BigDecimal.ZERO : rate.stripTrailingZeros();
  }

  /** Parts without a single rate that differ. */
  private static List<String> rest(PriceEntry old, PriceEntry young) {
    List<String> parts = new ArrayList<>();
    Map<String, Object> a = PriceDocument.of(old);
    Map<String, Object> b = PriceDocument.of(young);
    for (String part : List.of("tiers", "bands", "service_tiers")) {
      if (!String.valueOf(a.get(part)).equals(String.valueOf(b.get(part)))) {
        parts.add(part);
      }
    }
    return parts;
  }
}
