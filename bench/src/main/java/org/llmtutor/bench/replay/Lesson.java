package org.llmtutor.bench.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.llmtutor.api.ChatRequest;
import org.llmtutor.api.CompletionRequest;
import org.llmtutor.api.ExerciseDetail;
import org.llmtutor.api.SubmissionRequest;

/**
 * What a learner does around request {@code i} of the trace: one message to the tutor, now and then
 * a submission or a completion, and a few mistakes. Safe for concurrent use.
 */
final class Lesson {

  private static final int STREAMED_EVERY = 3;
  private static final int SUBMITTED_EVERY = 5;
  private static final int COMPLETED_EVERY = 10;
  private static final int MISSING_EVERY = 25;
  private static final int STRANGER_EVERY = 40;
  private static final int HINT_LEVELS = 4;

  private final TutorClient client;
  private final Cast cast;

  Lesson(TutorClient client, Cast cast) {
    this.client = client;
    this.cast = cast;
  }

  /** Sends the message and tells the status, or that a stream broke. */
  String ask(int i, Trace.Request request) {
    String text =
        "replay context=%d generated=%d".formatted(request.context(), request.generated());
    ChatRequest message =
        new ChatRequest(text, null, cast.exercise(i).id(), null, null, 1 + i % HINT_LEVELS);
    boolean streamed = i % STREAMED_EVERY == 0;
    String accept = streamed ? TutorClient.EVENTS : TutorClient.JSON;
    TutorClient.Reply reply = client.post("/api/chat/message", cast.token(i), message, accept);
    boolean broken = streamed && reply.ok() && !reply.body().contains("event: done");
    return broken ? Tally.BROKEN_STREAM : status(reply);
  }

  /** Does what comes with request {@code i} besides the message; tells each status. */
  List<String> around(int i) {
    List<String> statuses = new ArrayList<>();
    if (i % SUBMITTED_EVERY == 1) {
      statuses.add(status(submit(i)));
    }
    if (i % COMPLETED_EVERY == 2) {
      statuses.add(status(complete(i)));
    }
    if (i % MISSING_EVERY == 3) {
      statuses.add(status(client.get("/api/exercises/no-such-exercise", cast.token(i))));
    }
    if (i % STRANGER_EVERY == 4) {
      statuses.add(status(client.get("/api/me", "lrn_nobody-has-this-token")));
    }
    return statuses;
  }

  private TutorClient.Reply submit(int i) {
    ExerciseDetail exercise = cast.exercise(i);
    boolean right = i % 2 == 0;
    Map<String, Object> outputs = new LinkedHashMap<>();
    exercise.cases().forEach(test -> outputs.put(test.name(), right ? test.expected() : "?"));
    SubmissionRequest submission =
        new SubmissionRequest(language(exercise), "# attempt " + i, outputs);
    return client.post(
        "/api/exercises/" + exercise.id() + "/submissions",
        cast.token(i),
        submission,
        TutorClient.JSON);
  }

  private TutorClient.Reply complete(int i) {
    ExerciseDetail exercise = cast.exercise(i);
    return client.post(
        "/api/exercises/" + exercise.id() + "/complete",
        cast.token(i),
        new CompletionRequest(language(exercise)),
        TutorClient.JSON);
  }

  private static String language(ExerciseDetail exercise) {
    return new TreeSet<>(exercise.starter().keySet()).first();
  }

  private static String status(TutorClient.Reply reply) {
    return reply.status() == 0 ? "no reply" : Integer.toString(reply.status());
  }
}
