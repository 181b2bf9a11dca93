package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.database.TestAddress;

/**
 * A thousand requests of a recorded shape end in ledger rows, counters and a report that agree with
 * each other and with a sum over the trace. {@code -Dtrace=FILE} names a CSV of TIMESTAMP,
 * ContextTokens, GeneratedTokens to replay; without it a trace of that shape is made.
 */
class TraceReplayTest {

  private static final int REQUESTS = 1_000;
  private static final int LEARNERS = 20;

  @TempDir Path directory;

  private record Line(long context, long generated) {}

  @Test
  void ledgerCountersAndReportAgreeWithTheTrace() throws IOException {
    List<Line> trace = trace();
    long input = trace.stream().mapToLong(Line::context).sum();
    long output = trace.stream().mapToLong(Line::generated).sum();
    // The list price per token is 150 and 600 nano-dollars, so the sum is exact.
    long nanos = input * 150 + output * 600;

    try (TestTutor tutor =
        TestTutor.start(
            directory,
            "llm.providers.offline.type=offline",
            "llm.providers.offline.replay=true",
            "llm.maxOutputTokens=100000",
            "cost.budgets.platform.daily=1000",
            "cost.budgets.learner.daily=1000",
            "chat.messagesPerMinute=100000")) {
      replay(tutor, trace);

      Jdbi jdbi = Jdbi.create(TestAddress.in(directory));
      assertThat(sum(jdbi, "COUNT(*)", "state = 'settled'")).isEqualTo(REQUESTS);
      assertThat(sum(jdbi, "SUM(cost_nanos)", "1 = 1")).isEqualTo(nanos);

      JsonNode total =
          tutor
              .get("/api/ops/costs?since=2d&by=learner", tutor.operatorToken())
              .json()
              .get("total");
      assertThat(total.get("calls").asLong()).isEqualTo(REQUESTS);
      assertThat(total.at("/tokens/input").asLong()).isEqualTo(input);
      assertThat(total.at("/tokens/output").asLong()).isEqualTo(output);
      assertThat(total.get("cost_usd").decimalValue())
          .isEqualByComparingTo(BigDecimal.valueOf(nanos, 9));

      assertThat(tutor.metric("llm_api_calls_total")).isEqualTo(REQUESTS);
      assertThat(tutor.metric("llm_tokens_used_total")).isEqualTo((double) (input + output));
      assertThat(tutor.metric("llm_cost_usd_total"))
          .isCloseTo(nanos / 1e9, Percentage.withPercentage(1e-9));
    }
  }

  private static void replay(TestTutor tutor, List<Line> trace) {
    List<String> tokens = IntStream.range(0, LEARNERS).mapToObj(i -> tutor.register()).toList();
    ExecutorService threads = Executors.newFixedThreadPool(LEARNERS);
    try {
      List<CompletableFuture<Integer>> replies = new ArrayList<>();
      for (int i = 0; i < trace.size(); i++) {
        Line line = trace.get(i);
        String token = tokens.get(i % LEARNERS);
        replies.add(CompletableFuture.supplyAsync(() -> send(tutor, token, line), threads));
      }
      assertThat(replies.stream().map(CompletableFuture::join)).containsOnly(200);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int send(TestTutor tutor, String token, Line line) {
    String body =
        "{\"message\":\"replay context=%d generated=%d\"}"
            .formatted(line.context(), line.generated());
    return tutor.post("/api/chat/message", token, body).status();
  }

  private static long sum(Jdbi jdbi, String what, String where) {
    String sql = "SELECT " + what + " FROM llm_call WHERE " + where;
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private static List<Line> trace() throws IOException {
    String file = System.getProperty("trace");
    if (file == null) {
      Random random = new Random(42);
      return IntStream.range(0, REQUESTS)
          .mapToObj(i -> new Line(50 + random.nextInt(4_000), 1 + random.nextInt(900)))
          .toList();
    }
    return Files.readAllLines(Path.of(file)).stream()
        .skip(1)
        .limit(REQUESTS)
        .map(TraceReplayTest::parse)
        .toList();
  }

  private static Line parse(String csv) {
    List<String> columns = List.of(csv.split(",", -1));
    return new Line(Long.parseLong(columns.get(1)), Long.parseLong(columns.get(2)));
  }
}
