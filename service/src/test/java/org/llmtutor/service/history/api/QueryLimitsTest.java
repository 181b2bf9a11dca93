package org.llmtutor.service.history.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Series;
import org.llmtutor.service.history.MetricMetadata;
import org.llmtutor.service.history.SeriesSource;

/** What is refused, and how. */
@Timeout(60)
class QueryLimitsTest {

  private static final LoadedSeries LOADED = LoadedSeries.of("up{job=\"a\"} 1x100", "up 1x100");

  @TempDir static Path folder;
  private static final HeldSource SOURCE = new HeldSource();
  private static PrometheusServer server;

  /** Holds those who ask for {@code held}. */
  private static final class HeldSource implements SeriesSource {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @Override
    public List<Series> select(Instant from, Instant to, List<LabelMatcher> matchers) {
      if (matchers.stream().anyMatch(matcher -> matcher.value().equals("held"))) {
        asked.countDown();
        try {
          mayAnswer.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return LOADED.select(from, to, matchers);
    }

    @Override
    public List<Labels> list(Instant from, Instant to, List<LabelMatcher> matchers) {
      return LOADED.list(from, to, matchers);
    }

    @Override
    public Map<String, MetricMetadata> metadata() {
      return Map.of();
    }
  }

  @BeforeAll
  static void start() {
    server =
        new PrometheusServer(
            folder, SOURCE, PrometheusApiConfig.of(null, null, 150L, 1, 1_000, null, null, 1, 1));
  }

  @AfterAll
  static void stop() {
    SOURCE.mayAnswer.countDown();
    server.close();
  }

  private static void assertRefused(
      PrometheusServer.Reply reply, int status, String type, String message) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.json().get("errorType").asText()).isEqualTo(type);
    assertThat(reply.json().get("error").asText()).contains(message);
  }

  @Test
  void aQueryHasLimitsOfSeriesSamplesAndPoints() {
    assertRefused(
        server.get("/query", "query", "up", "time", "60"), 422, "execution", "too many series");
    assertRefused(
        server.get(
            "/query_range", "query", "up{job=\"a\"}", "start", "0", "end", "900", "step", "1"),
        422,
        "execution",
        "query processing would load too many samples into memory in query execution");
    assertRefused(
        server.get("/query_range", "query", "1", "start", "0", "end", "1001", "step", "1"),
        400,
        "bad_data",
        "exceeded maximum resolution of 1,000 points");
  }

  @Test
  void queriesWaitWithADeadlineAndTheirQueueIsBounded() throws Exception {
    CompletableFuture<PrometheusServer.Reply> held =
        CompletableFuture.supplyAsync(() -> server.get("/query", "query", "held"));
    SOURCE.asked.await();
    PrometheusServer.Reply late = server.get("/query", "query", "1", "timeout", "50ms");
    assertRefused(late, 503, "timeout", "query timed out in query queue");
    CompletableFuture<PrometheusServer.Reply> one = asked("1");
    CompletableFuture<PrometheusServer.Reply> other = asked("2");
    PrometheusServer.Reply refused =
        (PrometheusServer.Reply) CompletableFuture.anyOf(one, other).get();
    assertRefused(refused, 503, "unavailable", "too many queries wait already");
    assertThat(refused.raw().headers().firstValue("Retry-After")).contains("1");
    SOURCE.mayAnswer.countDown();
    assertThat(held.get().status()).isEqualTo(200);
    assertThat(List.of(one.get().status(), other.get().status()))
        .containsExactlyInAnyOrder(200, 503);
  }

  private static CompletableFuture<PrometheusServer.Reply> asked(String query) {
    return CompletableFuture.supplyAsync(() -> server.get("/query", "query", query));
  }

  @Test
  void aConfiguredLimitMustBePositive() {
    assertThat(
            catchThrowable(
                () -> PrometheusApiConfig.of(null, null, null, null, null, null, null, 0, null)))
        .hasMessage("'0': prometheusApi.maxConcurrent must be above 0");
  }
}
