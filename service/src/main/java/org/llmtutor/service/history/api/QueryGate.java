package org.llmtutor.service.history.api;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.engine.Cancellation;
import org.llmtutor.promql.engine.CancelledException;

/**
 * Runs queries on a few threads of its own, so that they do not take the processor from those who
 * answer learners: so many at once, so many that wait, each with a deadline. Safe for concurrent
 * use.
 */
final class QueryGate implements Managed {

  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor workers;

  QueryGate(int maxConcurrent, int maxQueued) {
    AtomicInteger count = new AtomicInteger();
    this.workers =
        new ThreadPoolExecutor(
            maxConcurrent,
            maxConcurrent,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(maxQueued),
            work -> {
              Thread thread = new Thread(work, "prometheus-api-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs {@code work} and waits for its result.
   *
   * @param timeout from now, the time in the queue included; then {@code work} is cancelled
   * @throws PrometheusException when the queue is full, the time is over, or {@code work} throws a
   *     {@link PromqlException}
   */
  <T> T run(Duration timeout, Function<Cancellation, T> work) {
    Cancellation cancellation = new Cancellation();
    AtomicBoolean begun = new AtomicBoolean();
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              begun.set(true);
              return work.apply(cancellation);
            });
    enqueue(task);
    try {
      return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new PrometheusException(
          ErrorType.TIMEOUT,
          begun.get()
              ? "query timed out in expression evaluation; ask for less, or allow a longer timeout"
              : "query timed out in query queue; try again later");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PrometheusException(ErrorType.CANCELED, new CancelledException());
    } finally {
      cancellation.cancel();
      workers.remove(task);
    }
  }

  private void enqueue(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      throw new PrometheusException(
          ErrorType.UNAVAILABLE, "too many queries wait already; try again later");
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof PromqlException refused) {
      return new PrometheusException(ErrorType.EXECUTION, refused);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  /** Ends at once what runs and waits. */
  @Override
  public void stop() {
    workers.shutdownNow();
  }
}
