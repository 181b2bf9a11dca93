package org.llmtutor.service.cost;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which groups are too small to be shown (ADR 18). A group of fewer than five learners is folded;
 * so are further ones, those of the fewest calls first, until no sum over one dimension leaves over
 * a single folded group, or folded groups of fewer than five learners together. Where a sum has no
 * other group to fold, it stays as it is.
 */
final class Cohorts {

  /** Learners that a group needs. */
  static final int LEAST = 5;

  /** Stands for what is folded, in keys. */
  static final String FOLDED = "(fewer than 5 learners)";

  /**
   * One group.
   *
   * @param learners all of them when they are fewer than five, or else any five
   */
  record Cohort(List<String> key, Set<String> learners) {

    Cohort {
      key = List.copyOf(key);
      learners = Set.copyOf(learners);
    }

    private boolean isSmall() {
      return learners.size() < LEAST;
    }
  }

  private final Map<List<String>, Cohort> cohorts = new LinkedHashMap<>();
  private final Set<List<String>> folded = new HashSet<>();
  private final Comparator<Cohort> smallest;

  private Cohorts(ToLongFunction<List<String>> calls) {
    smallest =
        Comparator.<Cohort>comparingLong(cohort -> calls.applyAsLong(cohort.key()))
            .thenComparing(cohort -> String.join("\u0000", cohort.key()));
  }

  /**
   * Keys of the groups to fold, of keys that all have the same dimensions.
   *
   * @param calls how many a group has
   */
  static Set<List<String>> fold(Collection<Cohort> all, ToLongFunction<List<String>> calls) {
    Cohorts cohorts = new Cohorts(calls);
    all.forEach(cohort -> cohorts.cohorts.merge(cohort.key(), cohort, Cohorts::smaller));
    cohorts.fold();
    return cohorts.folded;
  }

  /** Of one group in two ranges, so that neither range tells of it when one may not. */
  private static Cohort smaller(Cohort a, Cohort b) {
    return a.learners().size() <= b.learners().size() ? a : b;
  }

  private void fold() {
    cohorts.values().stream().filter(Cohort::isSmall).forEach(cohort -> folded.add(cohort.key()));
    boolean changed = !folded.isEmpty();
    while (changed) {
      changed = false;
      int dimensions = cohorts.keySet().iterator().next().size();
      for (int dimension = 0; dimension < dimensions; dimension++) {
        for (List<Cohort> line : lines(dimension)) {
          changed |= protect(line);
        }
      }
    }
  }

  /** Groups that differ in one dimension alone, which a report without it adds up. */
  private Collection<List<Cohort>> lines(int dimension) {
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

  private boolean protect(List<Cohort> line) {
    List<Cohort> hidden = line.stream().filter(cohort -> folded.contains(cohort.key())).toList();
    if (hidden.isEmpty() || (hidden.size() > 1 && learners(hidden) >= LEAST)) {
      return false;
    }
    Optional<Cohort> next =
        line.stream().filter(cohort -> !folded.contains(cohort.key())).min(smallest);
    next.ifPresent(cohort -> folded.add(cohort.key()));
    return next.isPresent();
  }

  /** How many different learners are in these groups, as far as five. */
  private static long learners(List<Cohort> hidden) {
    return hidden.stream()
        .flatMap(cohort -> cohort.learners().stream())
        .distinct()
        .limit(LEAST)
        .count();
  }
}
