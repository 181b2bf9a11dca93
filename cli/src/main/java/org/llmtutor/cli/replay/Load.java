package org.llmtutor.cli.replay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.output.Progress;

/**
 * Sends a trace at its pace, so many requests at a time. A request's latency counts from when it
 * was due, so that a service that falls behind cannot hide it. One run, from one thread.
 */
final class Load {

  private final Lesson lesson;
  private final Ticker ticker;
  private final int concurrency;
  private final boolean around;
  private final Tally tally = new Tally();

  /** {@code around} adds what learners do besides asking. */
  Load(Lesson lesson, Ticker ticker, int concurrency, boolean around) {
    this.lesson = lesson;
    this.ticker = ticker;
    this.concurrency = concurrency;
    this.around = around;
  }

  /** Sends the first request alone. */
  Answer first(Trace trace) {
    Answer answer = lesson.ask(0, trace.requests().get(0), ticker.nanos());
    tally.add(answer);
    return answer;
  }

  /** Sends the others; blocks until each has ended. */
  Tally rest(Trace trace, Pace pace, Progress progress) {
    ExecutorService threads = Executors.newFixedThreadPool(concurrency);
    Semaphore free = new Semaphore(concurrency);
    long start = ticker.nanos();
    try {
      CompletableFuture<?>[] all =
          IntStream.range(1, trace.requests().size())
              .mapToObj(
                  i -> {
                    long dueAt = await(start, pace.due().get(i), free);
                    progress.update(told(trace, start));
                    return CompletableFuture.runAsync(
                        () -> exchange(i, trace, dueAt, free), threads);
                  })
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(all).join();
    } finally {
      threads.shutdownNow();
    }
    return tally;
  }

  private String told(Trace trace, long start) {
    int done = tally.answers();
    int all = trace.requests().size();
    double seconds = (ticker.nanos() - start) / 1e9;
    return "replayed %,d of %,d (%d %%), %.0f a second"
        .formatted(done, all, 100L * done / all, seconds > 0 ? done / seconds : 0.0);
  }

  /** Waits until the request may be sent; tells when it should have been. */
  private long await(long start, Duration due, Semaphore free) {
    long dueAt = start + due.toNanos();
    long early = dueAt - ticker.nanos();
    if (early > 0) {
      ticker.sleep(Duration.ofNanos(early));
    }
    free.acquireUninterruptibly();
    return due.isZero() ? ticker.nanos() : dueAt;
  }

  private void exchange(int i, Trace trace, long dueAt, Semaphore free) {
    try {
      tally.add(lesson.ask(i, trace.requests().get(i), dueAt));
      if (around) {
        lesson.around(i);
      }
    } finally {
      free.release();
    }
  }
}
