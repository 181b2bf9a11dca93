package org.llmtutor.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.history.chunk.Chunk;
import org.llmtutor.service.history.chunk.OpenChunk;

/** An hour of the service's own metrics, with requests between any two samples. */
class CompressionTest {

  private static final int SAMPLES = OpenChunk.CAPACITY + 1;
  private static final int LEARNERS = 12;
  private static final Pattern LINE = Pattern.compile("([^{ ]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  @TempDir private Path directory;
  private final TestHistory history = new TestHistory();
  private final Map<String, Labels> known = new HashMap<>();

  @Test
  void aSampleTakesLessThanTwoBytes() {
    try (TestTutor tutor = TestTutor.start(directory, "history.enabled=false")) {
      List<String> learners = new ArrayList<>();
      for (int i = 0; i < LEARNERS; i++) {
        learners.add(tutor.register());
      }
      for (int i = 0; i < SAMPLES; i++) {
        use(tutor, learners.get(i % LEARNERS), i);
        record(tutor.get("/metrics", "").body(), i);
      }
    }
    long bytes = 0;
    long samples = 0;
    for (StoredSeries series : history.store.all()) {
      for (Chunk chunk : series.closedChunks()) {
        bytes += chunk.bytes();
        samples += chunk.count();
      }
    }
    double each = (double) bytes / samples;
    System.out.printf(
        "history: %.2f bytes a sample, objects included (%,d samples of %,d series)%n",
        each, samples, history.store.seriesCount());
    assertThat(samples).isGreaterThan(200_000);
    assertThat(each).isLessThan(2);
  }

  private static void use(TestTutor tutor, String learner, int round) {
    switch (round % 5) {
      case 0, 2 ->
          tutor.post(
              "/api/chat/message",
              learner,
              "{\"message\":\"Why does it stop after "
                  + round
                  + "?\",\"exercise_id\":\"loops-easy\"}");
      case 1 -> tutor.get("/api/exercises", learner);
      case 3 -> tutor.get("/api/exercises/daily", learner);
      default -> tutor.post("/api/exercises/loops-easy/complete", learner, "{}");
    }
  }

  private void record(String page, int round) {
    page.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              Labels labels =
                  known.computeIfAbsent(line.substring(0, end), CompressionTest::labels);
              history.append(labels, round, number(line.substring(end + 1)));
            });
  }

  private static Labels labels(String series) {
    Matcher line = LINE.matcher(series + " 0");
    assertThat(line.matches()).as(series).isTrue();
    Map<String, String> labels = new TreeMap<>();
    labels.put("__name__", line.group(1));
    Matcher label = LABEL.matcher(line.group(2) == null ? "" : line.group(2));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return Labels.of(labels);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
