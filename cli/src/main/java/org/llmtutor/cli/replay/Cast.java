package org.llmtutor.cli.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.Authorization;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Progress;

/**
 * Who takes part, and on what they work.
 *
 * @param learners their tokens; not empty
 * @param exercises what they work on; not empty
 */
record Cast(List<Authorization> learners, List<Exercise> exercises) {

  /** The classes that the learners are in. */
  static final List<String> CLASSES = List.of("replay-a", "replay-b");

  private static final List<String> LEVELS = List.of("beginner", "intermediate", "advanced");
  private static final int MAX_EXERCISES = 12;
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

  /** Copies the lists. */
  Cast {
    learners = List.copyOf(learners);
    exercises = List.copyOf(exercises);
  }

  /**
   * An exercise.
   *
   * @param language one that it can be solved in
   * @param outputs the right outputs by test case
   */
  record Exercise(String id, String language, Map<String, @Nullable Object> outputs) {

    static Exercise of(JsonObject detail) {
      Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
      for (JsonObject test : detail.objects("cases")) {
        outputs.put(test.text("name"), test.members().get("expected"));
      }
      String language = new TreeSet<>(detail.object("starter").members().keySet()).first();
      return new Exercise(detail.text("id"), language, outputs);
    }
  }

  /** Registers learners in turn into the classes, as fast as the service lets it. */
  static Cast register(Service service, int learners, Ticker ticker, Progress progress) {
    for (String code : CLASSES) {
      service.putClass(code, "Replayed class " + code);
    }
    List<Authorization> tokens = new ArrayList<>();
    for (int i = 0; i < learners; i++) {
      progress.update("registering learner " + (i + 1) + " of " + learners);
      tokens.add(register(service, i, ticker));
    }
    return new Cast(tokens, exercises(service, tokens.get(0)));
  }

  private static Authorization register(Service service, int i, Ticker ticker) {
    Map<String, String> request =
        Map.of(
            "display_name", "Replayed learner " + (i + 1),
            "level", LEVELS.get(i % LEVELS.size()),
            "class_code", CLASSES.get(i % CLASSES.size()));
    while (true) {
      Service.Reply reply = service.send(service.post("/api/users", Authorization.NONE, request));
      JsonObject body = reply.body();
      if (reply.isSuccess() && body != null) {
        return Authorization.bearer(body.text("token"), "the registration");
      }
      if (!reply.code().equals("rate_limited")) {
        throw Objects.requireNonNullElseGet(
            reply.refusal(), () -> CliException.failed("a learner cannot be registered"));
      }
      ticker.sleep(longer(reply.retryAfter(), LEAST_WAIT));
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static List<Exercise> exercises(Service service, Authorization learner) {
    List<Exercise> exercises = new ArrayList<>();
    try (HttpReply page =
        service.open(service.get("/api/exercises?limit=" + MAX_EXERCISES, learner))) {
      for (JsonObject item : page.json().objects("items")) {
        String path = "/api/exercises/" + PlainText.of(item.text("id"));
        try (HttpReply detail = service.open(service.get(path, learner))) {
          exercises.add(Exercise.of(detail.json()));
        }
      }
    }
    if (exercises.isEmpty()) {
      throw CliException.failed("the service has no exercises; add some");
    }
    return exercises;
  }

  /** The token of whoever sends request {@code i}. */
  Authorization learner(int i) {
    return learners.get(i % learners.size());
  }

  /** What request {@code i} is about. */
  Exercise exercise(int i) {
    return exercises.get(i / 3 % exercises.size());
  }
}
