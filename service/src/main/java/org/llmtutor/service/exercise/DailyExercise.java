package org.llmtutor.service.exercise;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.llmtutor.service.account.Learner;

/**
 * Picks the exercise of the day. A pure function of catalogue, learner, day and what the learner
 * had completed <em>before</em> that day, so it stays the same all day long.
 *
 * <p>The level decides the difficulty: beginners go from easy through medium to hard, intermediates
 * start at medium and the advanced at hard; both come back to what they left out. Within a
 * difficulty the next few concepts of the course take turns, a day each. When nothing is left, all
 * exercises take turns.
 */
final class DailyExercise {

  private static final int TURNS = 4;

  private final Catalogue catalogue;

  DailyExercise(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The exercise for one learner and day.
   *
   * @param completedBefore ids of what the learner completed before {@code day} began
   */
  Exercise pick(Learner learner, LocalDate day, Set<String> completedBefore) {
    for (Difficulty difficulty : order(learner.level())) {
      List<Exercise> open =
          catalogue.course(difficulty).stream()
              .filter(exercise -> !completedBefore.contains(exercise.id()))
              .limit(TURNS)
              .toList();
      if (!open.isEmpty()) {
        return turn(open, learner, day);
      }
    }
    return turn(catalogue.all(), learner, day);
  }

  private static Exercise turn(List<Exercise> candidates, Learner learner, LocalDate day) {
    int offset = Hashing.sha256().hashString(learner.id(), StandardCharsets.UTF_8).asInt();
    return candidates.get((int) Math.floorMod(day.toEpochDay() + offset, (long) candidates.size()));
  }

  private static List<Difficulty> order(String level) {
    return switch (level) {
      case "advanced" -> List.of(Difficulty.HARD, Difficulty.MEDIUM, Difficulty.EASY);
      case "intermediate" -> List.of(Difficulty.MEDIUM, Difficulty.HARD, Difficulty.EASY);
      default -> List.of(Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD);
    };
  }
}
