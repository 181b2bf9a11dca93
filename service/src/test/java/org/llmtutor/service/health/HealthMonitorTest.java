package org.llmtutor.service.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final HealthCheckRegistry registry = new HealthCheckRegistry();
  private final HealthMonitor monitor =
      new HealthMonitor(HealthConfig.defaults(), registry, nanos::get);
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void stop() {
    monitor.stop();
  }

  @Test
  void runsAHungCheckOnceAndReportsTheTimeout() {
    CountDownLatch never = new CountDownLatch(1);
    monitor.register("stuck", true, Duration.ofMillis(50), counting(never::await));
    assertThat(status("stuck")).isEqualTo("timed_out");
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(status("stuck")).isEqualTo("timed_out");
    assertThat(runs).hasValue(1);
    never.countDown();
  }

  @Test
  void recoversWhenTheHungRunEnds() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    monitor.register("slow", true, Duration.ofSeconds(5), counting(latch::await));
    ExecutorService caller = Executors.newSingleThreadExecutor();
    Future<String> waiting = caller.submit(() -> status("slow"));
    latch.countDown();
    assertThat(waiting.get()).isEqualTo("ok");
    caller.shutdown();
  }

  @Test
  void servesAFloodFromOneRun() throws Exception {
    monitor.required("counted", counting(() -> {}));
    ExecutorService callers = Executors.newFixedThreadPool(8);
    List<Callable<String>> questions =
        Stream.<Callable<String>>generate(() -> () -> status("counted")).limit(200).toList();
    for (Future<String> answer : callers.invokeAll(questions)) {
      assertThat(answer.get()).isEqualTo("ok");
    }
    callers.shutdown();
    assertThat(runs).hasValue(1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    status("counted");
    assertThat(runs).hasValue(2);
  }

  @Test
  void keepsTheTextOfExceptionsToItself() {
    monitor.optional(
        "database",
        counting(
            () -> {
              throw new IllegalStateException("jdbc://user:canary@host");
            }));
    assertThat(monitor.checks().get("database"))
        .satisfies(
            check -> {
              assertThat(check.status()).isEqualTo("failed");
              assertThat(check.required()).isFalse();
              assertThat(check.message()).doesNotContain("canary");
            });
  }

  @Test
  void tellsAsNumbersWhichChecksPassAndNothingOfThoseThatAreNotThere() {
    monitor.required("database", counting(() -> {}));
    monitor.optional(
        "llm",
        counting(
            () -> {
              throw new IllegalStateException("down");
            }));
    assertThat(monitor.up())
        .containsOnly(entry(List.of("database", "true"), 1.0), entry(List.of("llm", "false"), 0.0));
  }

  @Test
  void mirrorsItsChecksToTheAdminPort() {
    monitor.required("counted", counting(() -> {}));
    assertThat(registry.runHealthCheck("counted").isHealthy()).isTrue();
    assertThat(runs).hasValue(1);
  }

  @Test
  void refusesANameTwice() {
    monitor.required("a", counting(() -> {}));
    assertThatThrownBy(() -> monitor.optional("a", counting(() -> {}))).hasMessageContaining("'a'");
  }

  @Test
  void failsTheDiskCheckBelowTheFloor() {
    Path here = Path.of(".");
    assertThat(new DiskSpaceCheck(here, 1).execute().isHealthy()).isTrue();
    assertThat(new DiskSpaceCheck(here, Long.MAX_VALUE).execute().getMessage())
        .contains("MiB are needed");
    assertThat(new DiskSpaceCheck(Path.of("/no/such/place"), 1).execute().isHealthy()).isFalse();
  }

  private interface Body {
    void run() throws Exception;
  }

  private HealthCheck counting(Body body) {
    return new HealthCheck() {
      @Override
      protected Result check() throws Exception {
        runs.incrementAndGet();
        body.run();
        return Result.healthy();
      }
    };
  }

  private String status(String name) {
    return Objects.requireNonNull(monitor.checks().get(name)).status();
  }
}
