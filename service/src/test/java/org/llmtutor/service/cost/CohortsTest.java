package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.cost.Cohorts.Cohort;

class CohortsTest {

  /** Of so many learners of its own, who have a call each. */
  private static Cohort cohort(int learners, String... key) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < Math.min(learners, Cohorts.LEAST); i++) {
      ids.add(String.join("-", key) + "-" + i);
    }
    return new Cohort(List.of(key), ids);
  }

  /** With the calls of groups by their first dimension; the others have as many as learners. */
  private static Set<List<String>> fold(List<Cohort> all, Map<String, Long> calls) {
    return Cohorts.fold(all, key -> calls.getOrDefault(key.get(0), (long) Cohorts.LEAST));
  }

  private static Set<List<String>> fold(List<Cohort> all) {
    return fold(all, Map.of());
  }

  @Test
  void largeGroupsAreShown() {
    assertThat(fold(List.of(cohort(5, "a"), cohort(6, "b")))).isEmpty();
  }

  @Test
  void aSingleSmallGroupTakesTheOtherOfTheFewestCallsWithIt() {
    assertThat(
            fold(
                List.of(cohort(5, "a"), cohort(9, "b"), cohort(4, "c")),
                Map.of("a", 80L, "b", 30L, "c", 900L)))
        .containsExactlyInAnyOrder(List.of("b"), List.of("c"));
  }

  @Test
  void smallGroupsThatAreEnoughTogetherTakeNoOther() {
    assertThat(fold(List.of(cohort(9, "a"), cohort(2, "b"), cohort(2, "c"), cohort(2, "d"))))
        .containsExactlyInAnyOrder(List.of("b"), List.of("c"), List.of("d"));
  }

  @Test
  void theSameFewLearnersInTwoGroupsAreNotEnough() {
    Cohort one = new Cohort(List.of("a"), Set.of("ada", "bob", "cid"));
    Cohort two = new Cohort(List.of("b"), Set.of("ada", "bob", "dee"));
    assertThat(fold(List.of(one, two, cohort(7, "c")))).hasSize(3);
  }

  @Test
  void twoGroupsOfFiveDifferentLearnersAreEnough() {
    Cohort one = new Cohort(List.of("a"), Set.of("ada", "bob", "eve"));
    Cohort two = new Cohort(List.of("b"), Set.of("ada", "cid", "dee"));
    assertThat(fold(List.of(one, two, cohort(7, "c")))).hasSize(2);
  }

  @Test
  void aGroupAloneHasNoOtherToHideBehind() {
    assertThat(fold(List.of(cohort(2, "a")))).containsExactly(List.of("a"));
  }

  /** Whatever a sum along one dimension leaves over is of two groups and of five learners. */
  @Test
  void noSumLeavesOverASingleGroupWhileThereIsAnotherToFold() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Cohort> all = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          if (random.nextInt(5) > 0) {
            all.add(cohort(1 + random.nextInt(20), "class" + i, "exercise" + j));
          }
        }
      }
      Set<List<String>> folded = new HashSet<>(fold(all));
      for (int dimension = 0; dimension < 2; dimension++) {
        Map<String, List<Cohort>> lines = new HashMap<>();
        for (Cohort each : all) {
          lines.computeIfAbsent(each.key().get(1 - dimension), key -> new ArrayList<>()).add(each);
        }
        for (List<Cohort> line : lines.values()) {
          long hidden = line.stream().filter(each -> folded.contains(each.key())).count();
          assertThat(hidden == 1 && hidden < line.size()).as("seed %d", seed).isFalse();
        }
      }
      all.stream()
          .filter(each -> each.learners().size() < 5)
          .forEach(each -> assertThat(folded).contains(each.key()));
    }
  }
}
