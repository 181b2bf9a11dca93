package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.account.Learner;

class DailyExerciseTest {

  private static final Catalogue CATALOGUE = Catalogue.packaged();
  private static final LocalDate DAY = LocalDate.of(2026, 3, 14);

  private final DailyExercise daily = new DailyExercise(CATALOGUE);

  @Test
  void isTheSameForTheSameLearnerAndDay() {
    Exercise first = daily.pick(learner("a", "beginner"), DAY, Set.of());
    Exercise again =
        new DailyExercise(Catalogue.packaged()).pick(learner("a", "beginner"), DAY, Set.of());
    assertThat(again.id()).isEqualTo(first.id());
  }

  @Test
  void changesFromDayToDayAndReturns() {
    List<String> week =
        IntStream.range(0, 8)
            .mapToObj(i -> daily.pick(learner("a", "beginner"), DAY.plusDays(i), Set.of()).id())
            .toList();
    assertThat(week.subList(0, 4)).doesNotHaveDuplicates().isEqualTo(week.subList(4, 8));
  }

  @Test
  void differsBetweenLearners() {
    Set<String> picks =
        IntStream.range(0, 50)
            .mapToObj(i -> daily.pick(learner("learner" + i, "beginner"), DAY, Set.of()).id())
            .collect(Collectors.toSet());
    assertThat(picks).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"beginner, EASY", "intermediate, MEDIUM", "advanced, HARD", "unheard of, EASY"})
  void suitsTheLevel(String level, Difficulty difficulty) {
    Exercise exercise = daily.pick(learner("a", level), DAY, Set.of());
    assertThat(exercise.difficulty()).isEqualTo(difficulty);
    assertThat(Catalogue.CONCEPTS.subList(0, 4)).contains(exercise.concepts().get(0));
  }

  @Test
  void walksThroughEverythingWhenEachDayIsDone() {
    Set<String> done = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      Exercise exercise = daily.pick(learner("a", "beginner"), DAY.plusDays(i), done);
      assertThat(exercise.difficulty().wireName()).isEqualTo(Difficulty.wireNames().get(i / 10));
      assertThat(done.add(exercise.id())).isTrue();
    }
    assertThat(daily.pick(learner("a", "beginner"), DAY.plusDays(30), done)).isNotNull();
  }

  @Test
  void worksFarInThePastAndFuture() {
    for (long epochDay : new long[] {-1_000_000, 0, 1_000_000}) {
      LocalDate day = LocalDate.ofEpochDay(epochDay);
      assertThat(daily.pick(learner("a", "advanced"), day, Set.of())).isNotNull();
    }
  }

  private static Learner learner(String id, String level) {
    return new Learner(id, "Name", level, List.of("python"), null, Instant.EPOCH);
  }
}
