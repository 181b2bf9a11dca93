package org.llmtutor.bench.replay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Sends a trace at its schedule, so many requests at a time. A request's latency counts from when
 * it was due, so that a service that falls behind cannot hide it. One run, from one thread.
 */
final class Load {

  private final Lesson lesson;
  private final int concurrency;
  private final Progress progress;
  private final Tally chat = new Tally();
  private final Tally around = new Tally();

  Load(Lesson lesson, int concurrency, Progress progress) {
    this.lesson = lesson;
    this.concurrency = concurrency;
    this.progress = progress;
  }

  /** Blocks until every request has its reply. */
  void run(Trace trace, Schedule schedule) {
    ExecutorService threads = Executors.newFixedThreadPool(concurrency);
    Semaphore free = new Semaphore(concurrency);
    long start = System.nanoTime();
    try {
      CompletableFuture<?>[] all =
          IntStream.range(0, trace.requests().size())
              .mapToObj(
                  i -> {
                    long dueAt = await(start, schedule.due().get(i), free);
                    Runnable exchange = () -> exchange(i, trace, dueAt, free);
                    return CompletableFuture.runAsync(exchange, threads);
                  })
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(all).join();
    } finally {
      threads.shutdownNow();
      progress.clear();
    }
  }

  /** Waits until the request may be sent; tells when it should have been. */
  private static long await(long start, Duration due, Semaphore free) {
    sleepUntil(start + due.toNanos());
    free.acquireUninterruptibly();
    return due.isZero() ? System.nanoTime() : start + due.toNanos();
  }

  private void exchange(int i, Trace trace, long dueAt, Semaphore free) {
    try {
      String status = lesson.ask(i, trace.requests().get(i));
      chat.add(status, Duration.ofNanos(System.nanoTime() - dueAt));
      lesson.around(i).forEach(other -> around.add(other, Duration.ZERO));
      progress.show(chat.total(), trace.requests().size());
    } finally {
      free.release();
    }
  }

  private static void sleepUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Messages to the tutor. */
  Tally chat() {
    return chat;
  }

  /** Everything else that learners did; without latencies. */
  Tally around() {
    return around;
  }
}
