package org.llmtutor.bench.replay;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.api.ExerciseDetail;
import org.llmtutor.api.ExercisePage;
import org.llmtutor.api.Registration;
import org.llmtutor.api.RegistrationRequest;
import org.llmtutor.api.SchoolClassRequest;

/**
 * Who takes part, and on what they work.
 *
 * @param tokens the learners' tokens
 * @param exercises what they work on; not empty
 */
record Cast(List<String> tokens, List<ExerciseDetail> exercises) {

  private static final List<String> CLASSES = List.of("replay-a", "replay-b");
  private static final List<String> LEVELS = List.of("beginner", "intermediate", "advanced");
  private static final List<List<String>> LANGUAGES =
      List.of(List.of("python"), List.of("java"), List.of("python", "java"));
  private static final int EXERCISES = 12;

  /** Copies the lists. */
  Cast {
    tokens = List.copyOf(tokens);
    exercises = List.copyOf(exercises);
  }

  /** Registers learners, two thirds of them in one of two classes. */
  static Cast register(TutorClient client, String opsToken, int learners) {
    for (String code : CLASSES) {
      SchoolClassRequest title = new SchoolClassRequest("Replayed class " + code);
      client.requireOk(
          "making the class " + code, client.put("/api/ops/classes/" + code, opsToken, title));
    }
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < learners; i++) {
      tokens.add(register(client, i));
    }
    return new Cast(tokens, exercises(client, tokens.get(0)));
  }

  private static String register(TutorClient client, int i) {
    int group = i % (CLASSES.size() + 1);
    RegistrationRequest request =
        new RegistrationRequest(
            "Replayed learner " + (i + 1),
            LEVELS.get(i % LEVELS.size()),
            LANGUAGES.get(i / 2 % LANGUAGES.size()),
            group == 0 ? null : CLASSES.get(group - 1));
    TutorClient.Reply reply = client.post("/api/users", "", request, TutorClient.JSON);
    return client.require("registering learner " + (i + 1), reply, Registration.class).token();
  }

  private static List<ExerciseDetail> exercises(TutorClient client, String token) {
    TutorClient.Reply reply = client.get("/api/exercises?limit=" + EXERCISES, token);
    ExercisePage page = client.require("listing exercises", reply, ExercisePage.class);
    if (page.items().isEmpty()) {
      throw new IllegalStateException("listing exercises: there are none; add some to the service");
    }
    return page.items().stream()
        .map(item -> client.get("/api/exercises/" + item.id(), token))
        .map(detail -> client.require("reading an exercise", detail, ExerciseDetail.class))
        .toList();
  }

  /** The token of whoever sends request {@code i}. */
  String token(int i) {
    return tokens.get(i % tokens.size());
  }

  /** What request {@code i} is about. */
  ExerciseDetail exercise(int i) {
    return exercises.get(i / 3 % exercises.size());
  }
}
