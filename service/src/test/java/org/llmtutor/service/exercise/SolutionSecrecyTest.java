package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolutionSecrecyTest {

  private static final String LEARNER = "curious/beginner/python";

  @Test
  void noReplyOfAnyRouteHoldsALineOfAnySolution(@TempDir Path folder) throws Exception {
    List<Exercise> exercises = Catalogue.packaged().all();
    StringBuilder replies = new StringBuilder();
    try (ExerciseServer server = new ExerciseServer(folder)) {
      for (HttpResponse<String> reply : everyRoute(server, exercises)) {
        replies.append(reply.body()).append('\n');
      }
    }
    String all = replies.toString();
    assertThat(all.length()).isGreaterThan(100_000);
    assertThat(telltaleLinesAsJson(exercises)).hasSizeGreaterThan(300).noneMatch(all::contains);
  }

  private static List<String> telltaleLinesAsJson(List<Exercise> exercises) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Exercise exercise : exercises) {
      for (String language : Catalogue.LANGUAGES) {
        for (String line : exercise.telltaleLines(language)) {
          String json = ExerciseServer.JSON.writeValueAsString(line);
          lines.add(json.substring(1, json.length() - 1));
        }
      }
    }
    return lines;
  }

  private static List<HttpResponse<String>> everyRoute(
      ExerciseServer server, List<Exercise> exercises) throws Exception {
    List<HttpResponse<String>> replies = new ArrayList<>();
    replies.add(server.get(LEARNER, "?limit=100"));
    for (Exercise exercise : exercises) {
      String path = "/" + exercise.id();
      String failing = "{\"language\":\"java\",\"code\":\"x\"}";
      replies.add(server.get(LEARNER, "/daily"));
      replies.add(server.get(LEARNER, path));
      replies.add(server.post(LEARNER, path + "/submissions", failing));
      replies.add(
          server.post(LEARNER, path + "/submissions", ExerciseResourceTest.passing(exercise.id())));
      replies.add(server.post(LEARNER, path + "/submissions", "{\"language\":\"solution\"}"));
      replies.add(server.postNothing(LEARNER, path + "/complete"));
      replies.add(server.get(LEARNER, path + "/solution"));
      server.clock.set(server.clock.instant().plus(Duration.ofDays(1)));
    }
    return replies;
  }
}
