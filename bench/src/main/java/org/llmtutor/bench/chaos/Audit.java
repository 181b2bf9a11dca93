package org.llmtutor.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what learners hold, what the provider served and what is booked. Immutable. */
final class Audit {

  /** A sweep may be late by this much on a busy machine. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private static final int NANO_DIGITS = 9;
  private static final int SHOWN = 5;

  private final List<LedgerTables.Call> calls;
  private final Map<String, List<LedgerTables.Call>> byKey;
  private final Map<String, Provider.Served> journal;
  private final List<Check> checks = new ArrayList<>();

  /**
   * One promise.
   *
   * @param what what was looked at, with its figure
   * @param differences what breaks it, one sentence each
   */
  record Check(String what, List<String> differences) {

    Check {
      differences = List.copyOf(differences);
    }

    boolean kept() {
      return differences.isEmpty();
    }

    /** The first differences. */
    List<String> shown() {
      return differences.subList(0, Math.min(SHOWN, differences.size()));
    }
  }

  Audit(List<LedgerTables.Call> calls, Map<String, Provider.Served> journal) {
    this.calls = List.copyOf(calls);
    this.journal = journal;
    this.byKey =
        calls.stream()
            .filter(call -> call.key() != null)
            .collect(Collectors.groupingBy(call -> String.valueOf(call.key())));
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  private void add(String what, List<String> differences) {
    checks.add(new Check(what, differences));
  }

  /** Every reply that a learner has is booked once, with its tokens and its cost. */
  void acknowledged(Map<String, JsonNode> replies) {
    List<String> found = new ArrayList<>();
    replies.forEach((key, reply) -> compare(key, reply, found));
    add(
        "%,d acknowledged replies, each with one settled row of its tokens and cost"
            .formatted(replies.size()),
        found);
  }

  private void compare(String key, JsonNode reply, List<String> found) {
    List<LedgerTables.Call> settled =
        byKey.getOrDefault(key, List.of()).stream().filter(call -> call.is("settled")).toList();
    if (settled.size() != 1) {
      found.add(key + " is acknowledged and has " + settled.size() + " settled rows");
      return;
    }
    LedgerTables.Call row = settled.get(0);
    Lesson.Tokens told = Lesson.tokens(key);
    long input = reply.at("/usage/input").asLong(-1);
    long output = reply.at("/usage/output").asLong(-1);
    long cost = nanos(reply.get("cost_usd"));
    if (input != told.input() || row.input() != input) {
      found.add(differ(key, "input tokens", told.input(), input, row.input()));
    }
    if (output != told.output() || row.output() != output) {
      found.add(differ(key, "output tokens", told.output(), output, row.output()));
    }
    if (cost != told.costNanos() || row.cost() != cost) {
      found.add(differ(key, "nano-dollars", told.costNanos(), cost, row.cost()));
    }
  }

  private static long nanos(JsonNode usd) {
    return new BigDecimal(usd.asText()).movePointRight(NANO_DIGITS).longValueExact();
  }

  private static String differ(String key, String what, long provider, long learner, long ledger) {
    return "%s: %s: the provider says %d, the learner's reply %d, the ledger %d"
        .formatted(key, what, provider, learner, ledger);
  }

  /** No message is settled twice, and none more often than the provider answered. */
  void nothingTwice() {
    List<String> found = new ArrayList<>();
    Map<String, Long> answered = answeredByKey();
    byKey.forEach(
        (key, rows) -> {
          long settled = rows.stream().filter(call -> call.is("settled")).count();
          if (settled > 1) {
            found.add(key + " is settled " + settled + " times");
          }
          if (settled > answered.getOrDefault(key, 0L)) {
            found.add(key + " is settled more often than the provider answered");
          }
        });
    add("%,d keys, none settled twice or without an answer".formatted(byKey.size()), found);
  }

  /** What the provider worked on is booked, as cost or as exposure. */
  void nothingLost() {
    List<String> found = new ArrayList<>();
    Map<String, Long> rows =
        calls.stream()
            .filter(call -> call.is("settled") || call.is("unknown"))
            .collect(Collectors.groupingBy(LedgerTables.Call::requestId, Collectors.counting()));
    Map<String, Long> served =
        journal.keySet().stream()
            .collect(Collectors.groupingBy(Audit::requestId, Collectors.counting()));
    served.forEach(
        (id, times) -> {
          if (rows.getOrDefault(id, 0L) < times) {
            found.add("the provider got " + id + " and no settled or unknown row tells of it");
          }
        });
    add(
        "%,d calls in the provider's journal, each booked as cost or as exposure"
            .formatted(journal.size()),
        found);
  }

  private static String requestId(String entry) {
    int slash = entry.indexOf('/');
    return slash < 0 ? entry : entry.substring(0, slash);
  }

  private Map<String, Long> answeredByKey() {
    return journal.entrySet().stream()
        .filter(entry -> entry.getValue().answered() != null)
        .collect(
            Collectors.groupingBy(
                entry -> Lesson.keyOf(requestId(entry.getKey())), Collectors.counting()));
  }

  /** The rollup is the sum of the settled rows. */
  void rollup(Map<String, LedgerTables.Sums> rollup) {
    Map<String, LedgerTables.Sums> expected = new TreeMap<>();
    calls.stream()
        .filter(call -> call.is("settled"))
        .forEach(
            call ->
                expected.merge(
                    call.group(),
                    new LedgerTables.Sums(1, call.input(), call.output(), call.cost()),
                    LedgerTables.Sums::plus));
    add(
        "%,d groups of the daily rollup, each the sum of its rows".formatted(rollup.size()),
        differences(expected, rollup, LedgerTables.Sums.NONE));
  }

  /** The budget windows are the sums of the rows that fall in them. */
  void windows(Map<String, LedgerTables.Window> windows) {
    Map<String, LedgerTables.Window> expected = new TreeMap<>();
    for (LedgerTables.Call call : calls) {
      boolean open = call.is("held") || call.is("unknown");
      LedgerTables.Window part =
          new LedgerTables.Window(call.is("settled") ? call.cost() : 0, open ? call.held() : 0);
      call.windows().forEach(name -> expected.merge(name, part, LedgerTables.Window::plus));
    }
    add(
        "%,d budget windows, each the sum of its rows".formatted(windows.size()),
        differences(expected, windows, LedgerTables.Window.EMPTY));
  }

  private static <T> List<String> differences(
      Map<String, T> expected, Map<String, T> actual, T none) {
    List<String> found = new ArrayList<>();
    Map<String, T> all = new TreeMap<>(expected);
    actual.forEach(all::putIfAbsent);
    all.keySet()
        .forEach(
            name -> {
              T rows = expected.getOrDefault(name, none);
              T kept = actual.getOrDefault(name, none);
              if (!rows.equals(kept)) {
                found.add(name + ": the rows say " + rows + ", the table says " + kept);
              }
            });
    return found;
  }

  /** Holds end with their lease, or with the first sweep after a start. */
  void leases(List<Instant> starts) {
    List<String> found = new ArrayList<>();
    long most = Setup.SWEEP.plus(SLACK).toMillis();
    long latest = 0;
    for (LedgerTables.Call call : calls) {
      if (call.is("held")) {
        found.add(call.requestId() + " is still held");
      } else if ("lease_expired".equals(call.error())) {
        long late = call.settledAt() - begins(call, starts);
        latest = Math.max(latest, late);
        if (late > most) {
          found.add(call.requestId() + " was held for " + late + " ms after its lease");
        }
      }
    }
    add("no hold older than its lease and a sweep; the latest by %,d ms".formatted(latest), found);
  }

  /** From when on a row could be swept: its lease, or the start that followed. */
  private static long begins(LedgerTables.Call call, List<Instant> starts) {
    long up =
        starts.stream()
            .map(Instant::toEpochMilli)
            .filter(start -> start <= call.settledAt())
            .max(Comparator.naturalOrder())
            .orElse(0L);
    return Math.max(call.leaseUntil(), up);
  }

  /** What may have been spent is shown in dollars. */
  void exposure(BigDecimal shown) {
    long nanos =
        calls.stream().filter(call -> call.is("unknown")).mapToLong(LedgerTables.Call::held).sum();
    BigDecimal booked = BigDecimal.valueOf(nanos, NANO_DIGITS);
    add(
        "$%s of unknown cost, as the cost report shows".formatted(booked.toPlainString()),
        booked.compareTo(shown) == 0
            ? List.of()
            : List.of("the rows say $" + booked + ", the report $" + shown));
  }

  /**
   * The budget was never overrun, and nobody was refused while it had room.
   *
   * @param limit nano-dollars
   * @param hold what each message is held at
   * @param samples what was spent and held, in the order of time
   */
  void budget(
      long limit, long hold, List<BudgetWatch.Sample> samples, List<Rush.Refusal> refusals) {
    long most = samples.stream().mapToLong(BudgetWatch.Sample::used).max().orElse(0);
    add(
        "overshoot 0: at most $%s of $%s was spent and held, at %,d looks"
            .formatted(usd(most), usd(limit), samples.size()),
        most <= limit ? List.of() : List.of("$" + usd(most) + " was spent and held"));
    long billed =
        journal.entrySet().stream()
            .filter(entry -> entry.getValue().answered() != null)
            .mapToLong(entry -> Lesson.tokens(Lesson.keyOf(entry.getKey())).costNanos())
            .sum();
    add(
        "$%s in the provider's journal, within the budget".formatted(usd(billed)),
        billed <= limit ? List.of() : List.of("the journal is above the budget"));
    add(
        "false denials 0: %,d messages refused for want of budget, none while it had room"
            .formatted(refusals.size()),
        refusals.stream()
            .filter(refusal -> hadRoom(samples, refusal, limit - hold))
            .map(refusal -> refusal.requestId() + " was refused although there was room")
            .toList());
  }

  /** Whether all looks from the last before the request to the first after the refusal had room. */
  private static boolean hadRoom(
      List<BudgetWatch.Sample> samples, Rush.Refusal refusal, long enough) {
    boolean room = true;
    for (int i = 0; i < samples.size(); i++) {
      boolean before = i + 1 < samples.size() && samples.get(i + 1).told() < refusal.sent();
      boolean after = i > 0 && samples.get(i - 1).asked() > refusal.told();
      room &= before || after || samples.get(i).used() <= enough;
    }
    return room;
  }

  private static String usd(long nanos) {
    return BigDecimal.valueOf(nanos, NANO_DIGITS).toPlainString();
  }

  /** Anything else that has to be empty. */
  void none(String what, List<String> differences) {
    add(what, differences);
  }

  /** How many of the requests that a kill broke off had come how far. */
  Map<String, Integer> struck(Set<String> broken, List<Instant> kills) {
    Map<String, LedgerTables.Call> rows = new HashMap<>();
    calls.forEach(call -> rows.put(call.requestId(), call));
    Map<String, Integer> counts = new TreeMap<>();
    for (String id : broken) {
      counts.merge(place(rows.get(id), journal.get(id), kills), 1, Integer::sum);
    }
    return counts;
  }

  private static String place(
      LedgerTables.@Nullable Call row, Provider.@Nullable Served served, List<Instant> kills) {
    if (row == null) {
      return "1 before the hold";
    }
    if (row.is("settled")) {
      return "5 before the acknowledgement";
    }
    if (served == null) {
      return "2 before the call";
    }
    Instant answered = served.answered();
    boolean heard =
        answered != null
            && kills.stream()
                .filter(kill -> kill.isAfter(served.called()))
                .findFirst()
                .filter(answered::isBefore)
                .isPresent();
    return heard ? "4 before the settlement" : "3 during the call";
  }
}
