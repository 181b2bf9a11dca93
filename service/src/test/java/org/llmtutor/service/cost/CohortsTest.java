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

class CohortsTest {

  private static CostReportDao.Cohort cohort(int learners, String... key) {
    String name = String.join("-", key);
    return new CostReportDao.Cohort(List.of(key), learners, name + "-0", name + "-" + learners);
  }

  @Test
  void largeGroupsAreShown() {
    assertThat(Cohorts.fold(List.of(cohort(5, "a"), cohort(6, "b")))).isEmpty();
  }

  @Test
  void aSingleSmallGroupTakesTheSmallestOtherWithIt() {
    assertThat(Cohorts.fold(List.of(cohort(9, "a"), cohort(5, "b"), cohort(4, "c"))))
        .containsExactlyInAnyOrder(List.of("b"), List.of("c"));
  }

  @Test
  void smallGroupsThatAreEnoughTogetherTakeNoOther() {
    assertThat(
            Cohorts.fold(List.of(cohort(9, "a"), cohort(2, "b"), cohort(2, "c"), cohort(2, "d"))))
        .containsExactlyInAnyOrder(List.of("b"), List.of("c"), List.of("d"));
  }

  @Test
  void theSameFewLearnersInTwoGroupsAreNotEnough() {
    CostReportDao.Cohort one = new CostReportDao.Cohort(List.of("a"), 3, "ada", "cid");
    CostReportDao.Cohort two = new CostReportDao.Cohort(List.of("b"), 3, "ada", "cid");
    assertThat(Cohorts.fold(List.of(one, two, cohort(7, "c")))).hasSize(3);
  }

  @Test
  void aGroupAloneHasNoOtherToHideBehind() {
    assertThat(Cohorts.fold(List.of(cohort(2, "a")))).containsExactly(List.of("a"));
  }

  /** Whatever a sum along one dimension leaves over is of two groups and of five learners. */
  @Test
  void noSumLeavesOverASingleGroupWhileThereIsAnotherToFold() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<CostReportDao.Cohort> all = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          if (random.nextInt(5) > 0) {
            all.add(cohort(1 + random.nextInt(20), "class" + i, "exercise" + j));
          }
        }
      }
      Set<List<String>> folded = new HashSet<>(Cohorts.fold(all));
      for (int dimension = 0; dimension < 2; dimension++) {
        Map<String, List<CostReportDao.Cohort>> lines = new HashMap<>();
        for (CostReportDao.Cohort each : all) {
          lines.computeIfAbsent(each.key().get(1 - dimension), key -> new ArrayList<>()).add(each);
        }
        for (List<CostReportDao.Cohort> line : lines.values()) {
          long hidden = line.stream().filter(each -> folded.contains(each.key())).count();
          assertThat(hidden == 1 && hidden < line.size()).as("seed %d", seed).isFalse();
        }
      }
      all.stream()
          .filter(each -> each.learners() < 5)
          .forEach(each -> assertThat(folded).contains(each.key()));
    }
  }
}
