package org.llmtutor.service.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.http.ApiException;

/** One report in one read; used once. */
final class ReportWork {

  private final Handle handle;
  private final int maxRows;
  private final LocalDate today;
  private final @Nullable LocalDate lastCall;
  private final Units units;
  private final Question question;
  private final List<Dimension> by;
  private final List<Cohorts.Cohort> crowds = new ArrayList<>();
  private final Map<List<String>, Group> raw;
  private final @Nullable Map<List<String>, Group> rawBefore;
  private final Map<List<String>, Long> counts;
  private final Map<List<String>, Long> shownCounts = new HashMap<>();
  private final UnaryOperator<List<String>> shownKey;

  /** Reads the sums. */
  ReportWork(Handle handle, Question question, int maxRows, LocalDate today, ZoneId zone) {
    this.handle = handle;
    this.maxRows = maxRows;
    this.today = today;
    this.units = new Units(zone);
    this.question = question;
    this.by = question.by();
    this.lastCall = CostReportDao.lastDay(handle).orElse(null);
    Slice slice = slice(by, question.days());
    Days compare = question.compare();
    this.raw = groups(slice);
    this.rawBefore = compare == null ? null : groups(slice(by, compare));
    CostUnit unit = question.unit();
    this.counts = unit == null ? Map.of() : units.count(handle, unit, slice, raw);
    counts.keySet().stream()
        .filter(key -> key.size() == by.size())
        .forEach(key -> raw.putIfAbsent(key, Group.NONE));
    this.shownKey = question.hasCohorts() ? folding(slice) : key -> key;
    counts.forEach(
        (key, count) -> {
          if (key.size() == by.size()) {
            shownCounts.merge(shownKey.apply(key), count, Long::sum);
          }
        });
  }

  private Slice slice(List<Dimension> dimensions, Days days) {
    return new Slice(dimensions, days, days.wholeMonths(lastCall));
  }

  private Map<List<String>, Group> groups(Slice slice) {
    int max = maxRows + 1;
    Map<List<String>, Group> groups = new LinkedHashMap<>();
    List<CostReportDao.Settled> settled =
        CostReportDao.settled(handle, slice, max, question.hasCohorts());
    settled.forEach(row -> groups.put(row.key(), new Group(row.sums(), Sums.Part.NONE)));
    CostReportDao.unknown(handle, slice, max)
        .forEach(row -> groups.merge(row.key(), new Group(Sums.NONE, row.part()), Group::plus));
    if (groups.size() >= max) {
      throw ApiException.invalid(
          "The report has more than "
              + maxRows
              + " rows (cost.maxReportRows). Narrow the range or group by less.");
    }
    if (question.hasCohorts()) {
      crowds.addAll(crowds(slice, settled).cohorts());
    }
    return groups;
  }

  private Crowds crowds(Slice slice, List<CostReportDao.Settled> settled) {
    return by.contains(Dimension.LEARNER)
        ? Crowds.read(handle, slice.by(withoutLearner()))
        : Crowds.of(handle, slice, settled);
  }

  private List<Dimension> withoutLearner() {
    return by.stream().filter(dimension -> dimension != Dimension.LEARNER).toList();
  }

  /** Gives groups that are too small the key of what they are folded into. */
  private UnaryOperator<List<String>> folding(Slice slice) {
    int learner = by.indexOf(Dimension.LEARNER);
    List<Cohorts.Cohort> all = new ArrayList<>(crowds);
    if (question.unit() == CostUnit.EXERCISE) {
      all.addAll(units.solvers(handle, slice.by(withoutLearner())).cohorts());
    }
    Set<List<String>> folded = Cohorts.fold(all, calls(learner));
    return key -> folded.contains(without(key, learner)) ? marked(key) : key;
  }

  /** Calls of these and the compared days by group. */
  private ToLongFunction<List<String>> calls(int learner) {
    Map<List<String>, Long> calls = new HashMap<>();
    for (Map<List<String>, Group> groups :
        rawBefore == null ? List.of(raw) : List.of(raw, rawBefore)) {
      groups.forEach((key, group) -> calls.merge(without(key, learner), group.calls(), Long::sum));
    }
    return key -> calls.getOrDefault(key, 0L);
  }

  private static List<String> without(List<String> key, int position) {
    List<String> rest = new ArrayList<>(key);
    if (position >= 0) {
      rest.remove(position);
    }
    return rest;
  }

  private List<String> marked(List<String> key) {
    List<String> marked = new ArrayList<>(key);
    for (int i = 0; i < marked.size(); i++) {
      if (by.get(i).isCohort() || by.get(i) == Dimension.LEARNER) {
        marked.set(i, Cohorts.FOLDED);
      }
    }
    return marked;
  }

  /** The report, whose days are those of {@code zone}. */
  CostReport report(ZoneId zone, Instant now) {
    Map<List<String>, Group> groups = Group.mapped(raw, shownKey);
    Map<List<String>, Group> before = rawBefore == null ? null : Group.mapped(rawBefore, shownKey);
    if (before != null) {
      before.keySet().forEach(key -> groups.putIfAbsent(key, Group.NONE));
    }
    List<List<String>> keys = ordered(groups, before);
    List<List<String>> shown = by.isEmpty() ? List.of() : top(keys, groups);
    Days days = question.days();
    Days compare = question.compare();
    CostUnit unit = question.unit();
    return new CostReport(
        days.from(),
        days.to(),
        zone.getId(),
        by.stream().map(Dimension::key).toList(),
        rows(shown, groups, before),
        total(before),
        by.isEmpty() ? 0 : keys.size() - shown.size(),
        compare == null ? null : new CostReport.Range(compare.from(), compare.to()),
        unit == null ? null : unit.key(),
        now);
  }

  private List<CostReport.Row> rows(
      List<List<String>> keys,
      Map<List<String>, Group> groups,
      @Nullable Map<List<String>, Group> before) {
    Map<List<String>, CostReport.Trend> trends = trends(keys);
    Map<List<String>, Integer> folded = folded(before);
    Map<String, String> names = names(keys);
    int learner = by.indexOf(Dimension.LEARNER);
    List<CostReport.Row> rows = new ArrayList<>();
    for (List<String> key : keys) {
      Group group = groups.getOrDefault(key, Group.NONE);
      Group earlier = before == null ? null : before.getOrDefault(key, Group.NONE);
      rows.add(
          row(
              named(key),
              learner < 0 ? null : names.get(key.get(learner)),
              folded.get(key),
              group,
              earlier,
              count(key),
              trends.get(key)));
    }
    return rows;
  }

  private CostReport.Row total(@Nullable Map<List<String>, Group> before) {
    return row(
        Map.of(),
        null,
        null,
        Group.total(raw),
        before == null ? null : Group.total(before),
        counts.getOrDefault(List.of(), 0L),
        question.trend() ? Trends.total(handle, lastDay()) : null);
  }

  private CostReport.Row row(
      Map<String, String> key,
      @Nullable String name,
      @Nullable Integer folded,
      Group group,
      @Nullable Group before,
      @Nullable Long count,
      CostReport.@Nullable Trend trend) {
    Sums sums = group.sums();
    return new CostReport.Row(
        key,
        name,
        folded,
        sums.calls(),
        sums.tokens(),
        sums.cost().toDecimal(),
        sums.estimated().cost().toDecimal(),
        group.unknown().calls(),
        group.unknown().cost().toDecimal(),
        group.completeness(),
        before == null ? null : before.before(group),
        question.unit() == null ? null : Units.of(sums.cost(), count),
        trend);
  }

  /** A folded row's learners may be in several of its groups: they cannot be added. */
  private @Nullable Long count(List<String> key) {
    boolean untold = question.unit() == CostUnit.LEARNER && key.contains(Cohorts.FOLDED);
    return untold ? null : shownCounts.getOrDefault(key, 0L);
  }

  /** How many groups of these or those days each folded row stands for. */
  private Map<List<String>, Integer> folded(@Nullable Map<List<String>, Group> before) {
    Set<List<String>> keys = new LinkedHashSet<>(raw.keySet());
    if (before != null && rawBefore != null) {
      keys.addAll(rawBefore.keySet());
    }
    Map<List<String>, Integer> folded = new HashMap<>();
    for (List<String> key : keys) {
      List<String> shown = shownKey.apply(key);
      if (!shown.equals(key)) {
        folded.merge(shown, 1, Integer::sum);
      }
    }
    return folded;
  }

  private LocalDate lastDay() {
    LocalDate last = question.days().to().minusDays(1);
    return last.isAfter(today) ? today : last;
  }

  /** A group's single days are days of few learners, so that cohorts have no trend. */
  private Map<List<String>, CostReport.Trend> trends(List<List<String>> keys) {
    boolean wanted = question.trend() && !question.hasTime() && !question.hasCohorts();
    return !wanted || keys.isEmpty() || keys.size() > Trends.MOST_ROWS
        ? Map.of()
        : Trends.of(handle, by, lastDay(), keys);
  }

  private Map<String, String> names(List<List<String>> keys) {
    int learner = by.indexOf(Dimension.LEARNER);
    Map<String, String> names = new HashMap<>();
    if (learner >= 0 && question.names()) {
      List<String> ids = keys.stream().map(key -> key.get(learner)).distinct().toList();
      CostReportDao.names(handle, ids).forEach(name -> names.put(name.get(0), name.get(1)));
    }
    return names;
  }

  private Map<String, String> named(List<String> key) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      boolean hidden = by.get(i) == Dimension.LEARNER && !question.names();
      String value = key.get(i);
      named.put(
          by.get(i).key(),
          hidden && !value.equals(Cohorts.FOLDED) ? Learner.pseudonym(value) : value);
    }
    return named;
  }

  /**
   * Most expensive first, or oldest first when time leads; ties by key, so that order is stable.
   */
  private List<List<String>> ordered(
      Map<List<String>, Group> groups, @Nullable Map<List<String>, Group> before) {
    Comparator<List<String>> expensive = expensive(groups);
    if (before != null) {
      expensive = expensive.thenComparing(expensive(before));
    }
    Comparator<List<String>> order = expensive.thenComparing(key -> String.join("\u0000", key));
    if (!by.isEmpty() && by.get(0).isTime()) {
      Comparator<List<String>> time = Comparator.comparing(key -> key.get(0));
      order = time.thenComparing(order);
    }
    return groups.keySet().stream().sorted(order).toList();
  }

  /** The most expensive keys, in the report's order. */
  private List<List<String>> top(List<List<String>> keys, Map<List<String>, Group> groups) {
    Integer top = question.top();
    if (top == null || top >= keys.size()) {
      return keys;
    }
    Set<List<String>> kept = new LinkedHashSet<>();
    keys.stream().sorted(expensive(groups)).limit(top).forEach(kept::add);
    return keys.stream().filter(kept::contains).toList();
  }

  private static Comparator<List<String>> expensive(Map<List<String>, Group> groups) {
    Comparator<List<String>> cost =
        Comparator.comparing(key -> groups.getOrDefault(key, Group.NONE).sums().cost());
    return cost.thenComparing(key -> groups.getOrDefault(key, Group.NONE).unknown().cost())
        .reversed();
  }
}
