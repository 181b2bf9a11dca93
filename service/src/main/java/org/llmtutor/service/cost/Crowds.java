package org.llmtutor.service.cost;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Learners with calls in each group, as far as five of them: of a group that has fewer they are
 * all. That is what folding needs to know of it (ADR 26).
 */
final class Crowds {

  private static final Splitter IDS = Splitter.on(' ');

  private final Map<List<String>, SortedSet<String>> learners = new LinkedHashMap<>();

  /** Those with settled or unknown calls. */
  static Crowds read(Handle handle, Slice slice) {
    return of(handle, slice, CostReportDao.settled(handle, slice, Integer.MAX_VALUE, true));
  }

  /**
   * The same, of the slice's settled groups.
   *
   * @param settled read with their learners
   */
  static Crowds of(Handle handle, Slice slice, List<CostReportDao.Settled> settled) {
    Crowds crowds = new Crowds();
    if (slice.knowsLearners()) {
      settled.forEach(group -> crowds.addAll(group.key(), group.learners()));
    } else {
      crowds.readAll(handle, slice, slice.people());
    }
    crowds.readAll(handle, slice, slice.unknown());
    return crowds;
  }

  /** From rows by learner. */
  private void readAll(Handle handle, Slice slice, String source) {
    String sql =
        "/* report.all_learners */ %s SELECT DISTINCT %s s.learner_id AS learner FROM %s"
            .formatted(slice.with(), slice.keys(), source);
    slice
        .bind(handle.createQuery(sql), source)
        .map(
            (row, context) -> {
              add(CostReportDao.key(row, slice.by().size()), row.getString("learner"));
              return true;
            })
        .forEach(unused -> {});
  }

  /** Each id has a blank after it. A group without any is one of none, which is not shown. */
  private void addAll(List<String> key, String ids) {
    learners.computeIfAbsent(key, group -> new TreeSet<>());
    List<String> parts = IDS.splitToList(ids);
    parts.subList(0, parts.size() - 1).forEach(id -> add(key, id));
  }

  void add(List<String> key, String learner) {
    SortedSet<String> known = learners.computeIfAbsent(key, group -> new TreeSet<>());
    if (known.size() < Cohorts.LEAST) {
      known.add(learner);
    }
  }

  /** Each group that has calls, or was added. */
  List<Cohorts.Cohort> cohorts() {
    List<Cohorts.Cohort> cohorts = new ArrayList<>();
    learners.forEach((key, known) -> cohorts.add(new Cohorts.Cohort(key, known)));
    return cohorts;
  }
}
