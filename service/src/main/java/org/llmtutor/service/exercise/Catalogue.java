package org.llmtutor.service.exercise;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All exercises, in memory. Immutable and safe for concurrent use.
 *
 * <pre>{@code
 * Catalogue catalogue = Catalogue.packaged();
 * Exercise exercise = catalogue.find("loops-easy").orElseThrow();
 * }</pre>
 */
public final class Catalogue {

  /** Languages that every exercise can be solved in. */
  public static final List<String> LANGUAGES = List.of("python", "java");

  /** What exercises practise, from the first things to learn to the later ones. */
  public static final List<String> CONCEPTS =
      List.of(
          "variables",
          "conditionals",
          "loops",
          "strings",
          "lists",
          "maps",
          "functions",
          "recursion",
          "sorting-and-searching",
          "error-handling");

  private final TreeMap<String, Exercise> byId = new TreeMap<>();

  /** A catalogue of exactly these exercises, whose ids differ. */
  public Catalogue(Collection<Exercise> exercises) {
    exercises.forEach(exercise -> byId.put(exercise.id(), exercise));
  }

  /**
   * Reads the exercises that the service ships: one for every concept and difficulty.
   *
   * @throws CatalogueException if a file is missing or wrong; lists every problem
   */
  public static Catalogue packaged() {
    return new Catalogue(new CatalogueReader("/exercises/").read(packagedIds()));
  }

  /** The exercise with this id. */
  public Optional<Exercise> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All exercises, ordered by id. */
  public List<Exercise> all() {
    return List.copyOf(byId.values());
  }

  /** Exercises that fit, ordered by id. */
  public List<Exercise> list(Predicate<Exercise> filter) {
    return byId.values().stream().filter(filter).toList();
  }

  /** Exercises of one difficulty, from the first concept to learn to the last. */
  List<Exercise> course(Difficulty difficulty) {
    Map<Integer, Exercise> inOrder = new TreeMap<>();
    for (Exercise exercise : byId.values()) {
      if (exercise.difficulty() == difficulty) {
        inOrder.put(CONCEPTS.indexOf(exercise.concepts().get(0)), exercise);
      }
    }
    return List.copyOf(inOrder.values());
  }

  /** Ids, and names without ending, of the packaged files. A jar's folder cannot be listed. */
  static List<String> packagedIds() {
    return CONCEPTS.stream()
        .flatMap(concept -> Difficulty.wireNames().stream().map(each -> concept + "-" + each))
        .toList();
  }
}
