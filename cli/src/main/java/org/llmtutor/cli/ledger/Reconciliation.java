package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonObject;

/**
 * A provider's usage and the ledger's, side by side, by UTC day and model.
 *
 * @param rows by day, then by model
 */
record Reconciliation(List<Row> rows) {

  /** Copies the list. */
  Reconciliation {
    rows = List.copyOf(rows);
  }

  /** A comparison with its likely cause. */
  record Row(Comparison figures, Cause cause) {

    boolean agrees() {
      return cause.equals(Cause.AGREES);
    }
  }

  private record Key(LocalDate day, String model) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::day).thenComparing(Key::model);

  /** The first day that a file tells of, and the day after the last. */
  static LocalDate[] days(List<ProviderUsage> usage) {
    TreeSet<LocalDate> days =
        usage.stream().map(ProviderUsage::day).collect(Collectors.toCollection(TreeSet::new));
    return new LocalDate[] {days.first(), days.last().plusDays(1)};
  }

  /**
   * Compares.
   *
   * @param usage what the provider says
   * @param booked rows of the ledger's usage; days beside those of the file may be there too
   */
  static Reconciliation of(
      List<ProviderUsage> usage, List<JsonObject> booked, Tolerance tolerance) {
    LocalDate[] days = days(usage);
    boolean together = usage.stream().anyMatch(line -> line.model().equals(ProviderUsage.ALL));
    Map<Key, LedgerDay> ledger = new TreeMap<>(ORDER);
    for (JsonObject row : booked) {
      LocalDate day = LocalDate.ofInstant(Instant.parse(row.text("at")), ZoneOffset.UTC);
      if (!day.isBefore(days[0]) && day.isBefore(days[1])) {
        String model = together ? ProviderUsage.ALL : row.text("model");
        ledger.merge(new Key(day, model), LedgerDay.of(row), LedgerDay::plus);
      }
    }
    Set<String> models = ledger.keySet().stream().map(Key::model).collect(Collectors.toSet());
    ModelNames names = new ModelNames(models);
    Map<Key, ProviderUsage> provider = new TreeMap<>(ORDER);
    for (ProviderUsage line : usage) {
      String model = together ? ProviderUsage.ALL : names.ofLedger(line.model());
      provider.merge(new Key(line.day(), model), line, Reconciliation::sum);
    }
    return new Reconciliation(explained(compared(provider, ledger), tolerance));
  }

  private static ProviderUsage sum(ProviderUsage a, ProviderUsage b) {
    return new ProviderUsage(
        a.day(),
        a.model(),
        sum(a.requests(), b.requests(), Long::sum),
        sum(a.tokens(), b.tokens(), Tokens::sum),
        sum(a.costUsd(), b.costUsd(), BigDecimal::add));
  }

  /** What only one of two lines tells, as one of tokens and one of costs, is kept. */
  private static <T> @Nullable T sum(@Nullable T a, @Nullable T b, BinaryOperator<T> plus) {
    if (a == null) {
      return b;
    }
    return b == null ? a : plus.apply(a, b);
  }

  private static Map<Key, Comparison> compared(
      Map<Key, ProviderUsage> provider, Map<Key, LedgerDay> ledger) {
    Map<Key, Comparison> compared = new TreeMap<>(ORDER);
    provider.forEach(
        (key, line) -> {
          LedgerDay day = ledger.getOrDefault(key, LedgerDay.NOTHING);
          compared.put(key, new Comparison(key.day(), key.model(), line, day));
        });
    ledger.forEach(
        (key, day) -> {
          if (!day.isNothing()) {
            compared.putIfAbsent(key, new Comparison(key.day(), key.model(), null, day));
          }
        });
    return compared;
  }

  private static List<Row> explained(Map<Key, Comparison> compared, Tolerance tolerance) {
    List<Row> rows = new ArrayList<>();
    compared.forEach(
        (key, row) -> {
          Comparison before = compared.get(new Key(key.day().minusDays(1), key.model()));
          Comparison after = compared.get(new Key(key.day().plusDays(1), key.model()));
          rows.add(new Row(row, Cause.of(row, before, after, tolerance)));
        });
    return rows;
  }

  long differing() {
    return rows.stream().filter(row -> !row.agrees()).count();
  }

  /** Dollars by which the provider is above the ledger in all; null when it tells no costs. */
  @Nullable BigDecimal moreUsd() {
    BigDecimal sum = null;
    for (Row row : rows) {
      BigDecimal more = row.figures().moreUsd();
      if (more != null) {
        sum = sum == null ? more : sum.add(more);
      }
    }
    return sum;
  }

  /** How many rows each cause explains, the most first. */
  Map<String, Long> causes() {
    Map<String, Long> causes = new HashMap<>();
    rows.stream()
        .filter(row -> !row.agrees())
        .forEach(row -> causes.merge(row.cause().id(), 1L, Long::sum));
    return new TreeMap<>(causes);
  }
}
