package org.llmtutor.service.exercise;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.ApiException;

/**
 * What a list of exercises was asked to show.
 *
 * @param difficulty only this one
 * @param concept only exercises that practise it
 * @param completed only those that the learner has, or has not, completed
 * @param after only ids behind this one
 * @param limit most items on the page
 */
record ExerciseFilter(
    Optional<Difficulty> difficulty,
    Optional<String> concept,
    Optional<Boolean> completed,
    Optional<String> after,
    int limit) {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;
  private static final String CURSOR_PREFIX = "after:";

  /**
   * Reads query parameters; null means not given.
   *
   * @throws ApiException 422 that names the parameter and what is allowed
   */
  static ExerciseFilter parse(
      @Nullable String difficulty,
      @Nullable String concept,
      @Nullable String language,
      @Nullable String completed,
      @Nullable String limit,
      @Nullable String cursor) {
    oneOf("language", language, Catalogue.LANGUAGES);
    return new ExerciseFilter(
        oneOf("difficulty", difficulty, Difficulty.wireNames()).flatMap(Difficulty::find),
        oneOf("concept", concept, Catalogue.CONCEPTS),
        oneOf("completed", completed, List.of("true", "false")).map(Boolean::valueOf),
        Optional.ofNullable(cursor).map(ExerciseFilter::decode),
        Optional.ofNullable(limit).map(ExerciseFilter::limitOf).orElse(DEFAULT_LIMIT));
  }

  /** Whether an exercise fits, given what the learner has completed. */
  boolean fits(Exercise exercise, Set<String> done) {
    return difficulty.map(wanted -> wanted == exercise.difficulty()).orElse(true)
        && concept.map(wanted -> exercise.concepts().contains(wanted)).orElse(true)
        && completed.map(wanted -> wanted == done.contains(exercise.id())).orElse(true)
        && after.map(last -> exercise.id().compareTo(last) > 0).orElse(true);
  }

  /** The opaque cursor for the page behind {@code lastId}. */
  static String cursorAfter(String lastId) {
    byte[] bytes = (CURSOR_PREFIX + lastId).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String decode(String cursor) {
    String plain;
    try {
      plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      plain = "";
    }
    if (!plain.startsWith(CURSOR_PREFIX)) {
      throw ApiException.invalid(
          "cursor: is not one of ours; pass next_cursor of the page before, or leave it out.");
    }
    return plain.substring(CURSOR_PREFIX.length());
  }

  private static int limitOf(String limit) {
    if (limit.matches("[0-9]{1,3}")) {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= MAX_LIMIT) {
        return number;
      }
    }
    throw ApiException.invalid("limit: must be a whole number from 1 to " + MAX_LIMIT + ".");
  }

  /** The value, which must be one of {@code allowed}. */
  static Optional<String> oneOf(String name, @Nullable String value, List<String> allowed) {
    if (value != null && !allowed.contains(value)) {
      throw ApiException.invalid(name + ": must be one of " + String.join(", ", allowed) + ".");
    }
    return Optional.ofNullable(value);
  }
}
