package org.llmtutor.cli.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.Authorization;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;

/**
 * What a learner does for request {@code i} of the trace: one message to the tutor, every third as
 * a stream, sent again with the same key until it is answered. Thread-safe.
 */
final class Lesson {

  private static final int STREAMED_EVERY = 3;
  private static final int SUBMITTED_EVERY = 5;
  private static final int COMPLETED_EVERY = 10;
  private static final int MISSING_EVERY = 25;
  private static final int STRANGER_EVERY = 40;
  private static final int HINT_LEVELS = 4;
  private static final Duration LEAST_WAIT = Duration.ofMillis(200);
  private static final int MAX_STREAM = 4 * 1024 * 1024;

  private final Service service;
  private final Cast cast;
  private final Ticker ticker;
  private final String run;
  private final int maxRepeats;
  private final Duration patience;

  /**
   * Lessons of one run.
   *
   * @param run makes its keys unlike those of other runs
   * @param maxRepeats how often a request that gets no reply is sent again
   * @param patience how long a request that the service asks to come later is kept
   */
  Lesson(Service service, Cast cast, Ticker ticker, String run, int maxRepeats, Duration patience) {
    this.service = service;
    this.cast = cast;
    this.ticker = ticker;
    this.run = run;
    this.maxRepeats = maxRepeats;
    this.patience = patience;
  }

  /** Sends the message that was due at {@code dueAt} of the ticker. */
  Answer ask(int i, Trace.Request request, long dueAt) {
    long end = ticker.nanos() + patience.toNanos();
    int waits = 0;
    int repeats = 0;
    while (true) {
      Service.Reply reply = send(i, request);
      JsonObject body = reply.body();
      Duration latency = Duration.ofNanos(ticker.nanos() - dueAt);
      if (reply.isSuccess() && body != null && body.optionalText("reply").isPresent()) {
        return Answer.acknowledged(body, latency, waits, repeats);
      }
      boolean late = ticker.nanos() > end;
      boolean busy = reply.code().equals("rate_limited") || reply.code().equals("conflict");
      boolean lost = reply.status() == 0 || reply.status() >= 500 || reply.isSuccess();
      if (late || !(busy || lost) || (lost && repeats >= maxRepeats)) {
        return new Answer(outcome(reply), null, "", latency, waits, repeats);
      }
      if (busy) {
        waits++;
      } else {
        repeats++;
      }
      Duration asked = reply.retryAfter();
      ticker.sleep(asked.compareTo(LEAST_WAIT) > 0 ? asked : LEAST_WAIT);
    }
  }

  private static String outcome(Service.Reply reply) {
    if (reply.status() == 0) {
      return "no reply";
    }
    return reply.isSuccess() ? "broken stream" : (reply.status() + " " + reply.code()).strip();
  }

  private Service.Reply send(int i, Trace.Request request) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put(
        "message",
        "replay context=%d generated=%d".formatted(request.context(), request.generated()));
    message.put("exercise_id", cast.exercise(i).id());
    message.put("hint_level", 1 + i % HINT_LEVELS);
    HttpRequest post =
        service
            .post("/api/chat/message", cast.learner(i), message)
            .with("Idempotency-Key", run + "-" + i);
    return i % STREAMED_EVERY == 0
        ? streamed(post.with("Accept", "text/event-stream"))
        : service.send(post);
  }

  /** A stream counts as answered when its last event brings the whole reply. */
  private Service.Reply streamed(HttpRequest request) {
    try (HttpReply reply = service.open(request)) {
      if (!reply.isSuccess()) {
        return Service.Reply.of(reply);
      }
      String events = new String(reply.body().readNBytes(MAX_STREAM), StandardCharsets.UTF_8);
      return new Service.Reply(reply.status(), done(events, request), Duration.ZERO, null);
    } catch (CliException e) {
      return Service.Reply.none(e);
    } catch (IOException e) {
      return Service.Reply.none(null);
    }
  }

  private static @Nullable JsonObject done(String events, HttpRequest request) throws IOException {
    boolean done = false;
    for (String line : events.split("\r?\n", -1)) {
      if (line.startsWith("event:")) {
        done = line.substring("event:".length()).strip().equals("done");
      } else if (done && line.startsWith("data:")) {
        byte[] json = line.substring("data:".length()).getBytes(StandardCharsets.UTF_8);
        return JsonObject.of(JsonText.parse(json), request.shown());
      }
    }
    return null;
  }

  /** Does what comes with request {@code i} besides the message: exercises, and a few mistakes. */
  void around(int i) {
    Cast.Exercise exercise = cast.exercise(i);
    String path = "/api/exercises/" + exercise.id();
    if (i % SUBMITTED_EVERY == 1) {
      service.send(service.post(path + "/submissions", cast.learner(i), submission(i, exercise)));
    }
    if (i % COMPLETED_EVERY == 2) {
      Map<String, String> language = Map.of("language", exercise.language());
      service.send(service.post(path + "/complete", cast.learner(i), language));
    }
    if (i % MISSING_EVERY == 3) {
      service.send(service.get("/api/exercises/no-such-exercise", cast.learner(i)));
    }
    if (i % STRANGER_EVERY == 4) {
      Authorization nobody = Authorization.bearer("lrn_nobody-has-this-token", "replay");
      service.send(service.get("/api/me", nobody));
    }
  }

  private static Map<String, Object> submission(int i, Cast.Exercise exercise) {
    Map<String, @Nullable Object> outputs = new LinkedHashMap<>(exercise.outputs());
    if (i % 2 == 1) {
      outputs.replaceAll((name, right) -> "?");
    }
    return Map.of("language", exercise.language(), "code", "# attempt " + i, "outputs", outputs);
  }
}
