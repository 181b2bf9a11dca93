package org.llmtutor.service.history.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.engine.Cancellation;

@Timeout(60)
class QueryGateTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final QueryGate gate = new QueryGate(1, 1);
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void stop() {
    mayEnd.countDown();
    gate.stop();
  }

  private String occupy(Cancellation unused) {
    running.countDown();
    await(mayEnd);
    return "first";
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<String> begun() {
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> gate.run(LONG, this::occupy));
    await(running);
    return first;
  }

  @Test
  void oneThatWaitsRunsWhenTheFirstHasEnded() throws Exception {
    CompletableFuture<String> first = begun();
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> gate.run(LONG, unused -> "second"));
    assertThat(second).isNotDone();
    mayEnd.countDown();
    assertThat(first.get()).isEqualTo("first");
    assertThat(second.get()).isEqualTo("second");
  }

  @Test
  void aTimeoutInTheQueueFreesThePlaceAndNeverRuns() throws Exception {
    CompletableFuture<String> first = begun();
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> gate.run(SHORT, unused -> runs.incrementAndGet()))
          .isInstanceOf(PrometheusException.class)
          .hasMessageContaining("timeout: query timed out in query queue");
    }
    mayEnd.countDown();
    first.get();
    gate.run(LONG, unused -> "later");
    assertThat(runs).hasValue(0);
  }

  @Test
  void whoFindsTheQueueFullIsSentAway() throws Exception {
    CompletableFuture<String> first = begun();
    CompletableFuture<String> one =
        CompletableFuture.supplyAsync(this::outcome, QueryGateTest::onItsOwnThread);
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(this::outcome, QueryGateTest::onItsOwnThread);
    assertThat(CompletableFuture.anyOf(one, other).get())
        .isEqualTo("UNAVAILABLE too many queries wait already; try again later");
    mayEnd.countDown();
    first.get();
    assertThat(one.get() + other.get()).contains("second");
  }

  /** The common pool may have a single thread, and both are to wait at once. */
  private static void onItsOwnThread(Runnable work) {
    new Thread(work, "asking").start();
  }

  private String outcome() {
    try {
      return gate.run(LONG, unused -> "second");
    } catch (PrometheusException e) {
      return e.type() + " " + e.error();
    }
  }

  @Test
  void aTimeoutCancelsWhatRuns() {
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    assertThatThrownBy(
            () ->
                gate.run(
                    SHORT,
                    cancellation -> {
                      while (!cancellation.isCancelled()) {
                        Thread.onSpinWait();
                      }
                      return cancelled.complete(true);
                    }))
        .hasMessageContaining("timeout: query timed out in expression evaluation");
    assertThat(cancelled.join()).isTrue();
  }

  @Test
  void aRefusalOfTheEngineIsAnExecutionError() {
    assertThatThrownBy(
            () ->
                gate.run(
                    LONG,
                    unused -> {
                      throw new PromqlException("too much", "ask for less");
                    }))
        .isInstanceOf(PrometheusException.class)
        .hasMessage("execution: too much; ask for less");
  }

  @Test
  void aFaultOfOursStaysWhatItIs() {
    IllegalStateException fault = new IllegalStateException("ours");
    assertThatThrownBy(
            () ->
                gate.run(
                    LONG,
                    unused -> {
                      throw fault;
                    }))
        .isSameAs(fault);
  }
}
