package org.llmtutor.service.cost;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which groups are too small to be shown (ADR 18). A group of fewer than five learners is folded;
 * so are further ones, the smallest first, until no sum over one dimension leaves over a single
 * folded group, or folded groups of fewer than five learners together. Where a sum has no other
 * group to fold, it stays as it is.
 */
final class Cohorts {

  /** Learners that a group needs. */
  static final int LEAST = 5;

  /** Stands for what is folded, in keys. */
  static final String FOLDED = "(fewer than 5 learners)";

  private static final Comparator<CostReportDao.Cohort> SMALLEST =
      Comparator.comparingLong(CostReportDao.Cohort::learners)
          .thenComparing(cohort -> String.join("\u0000", cohort.key()));

  private final Map<List<String>, CostReportDao.Cohort> cohorts = new LinkedHashMap<>();
  private final Set<List<String>> folded = new HashSet<>();

  private Cohorts() {}

  /** Keys of the groups to fold, of keys that all have the same dimensions. */
  static Set<List<String>> fold(Collection<CostReportDao.Cohort> all) {
    Cohorts cohorts = new Cohorts();
    all.forEach(cohort -> cohorts.cohorts.merge(cohort.key(), cohort, Cohorts::smaller));
    cohorts.fold();
    return cohorts.folded;
  }

  /** Of one group in two ranges, so that neither range tells of it when one may not. */
  private static CostReportDao.Cohort smaller(CostReportDao.Cohort a, CostReportDao.Cohort b) {
    return a.learners() <= b.learners() ? a : b;
  }

  private void fold() {
    cohorts.values().stream()
        .filter(cohort -> cohort.learners() < LEAST)
        .forEach(cohort -> folded.add(cohort.key()));
    boolean changed = !folded.isEmpty();
    while (changed) {
      changed = false;
      int dimensions = cohorts.keySet().iterator().next().size();
      for (int dimension = 0; dimension < dimensions; dimension++) {
        for (List<CostReportDao.Cohort> line : lines(dimension)) {
          changed |= protect(line);
        }
      }
    }
  }

  /** Groups that differ in one dimension alone, which a report without it adds up. */
  private Collection<List<CostReportDao.Cohort>> lines(int dimension) {
    return cohorts.values().stream()
        .collect(
            Collectors.groupingBy(
                cohort -> without(cohort.key(), dimension),
                LinkedHashMap::new,
                Collectors.toList()))
        .values();
  }

  private static List<String> without(List<String> key, int dimension) {
    return IntStream.range(0, key.size()).filter(i -> i != dimension).mapToObj(key::get).toList();
  }

  private boolean protect(List<CostReportDao.Cohort> line) {
    List<CostReportDao.Cohort> hidden =
        line.stream().filter(cohort -> folded.contains(cohort.key())).toList();
    if (hidden.isEmpty() || (hidden.size() > 1 && learners(hidden) >= LEAST)) {
      return false;
    }
    Optional<CostReportDao.Cohort> next =
        line.stream().filter(cohort -> !folded.contains(cohort.key())).min(SMALLEST);
    next.ifPresent(cohort -> folded.add(cohort.key()));
    return next.isPresent();
  }

  /** At least so many different learners are in these groups. */
  private static long learners(List<CostReportDao.Cohort> hidden) {
    Set<String> known = new HashSet<>();
    long largest = 0;
    for (CostReportDao.Cohort cohort : hidden) {
      known.add(cohort.first());
      known.add(cohort.last());
      largest = Math.max(largest, cohort.learners());
    }
    return Math.max(known.size(), largest);
  }
}
