package org.llmtutor.service.database;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Makes writes wait for each other, so that they are done in one batch. */
public final class OneBatch {

  private OneBatch() {}

  /** Runs all of the writes at the same time; returns when each has ended, however. */
  public static <T> List<CompletableFuture<T>> of(TestDatabase database, List<Supplier<T>> writes) {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try {
      CompletableFuture<Integer> first =
          CompletableFuture.supplyAsync(
              () -> database.write(handle -> waitFor(running, release)), threads);
      running.await();
      List<CompletableFuture<T>> all =
          writes.stream().map(write -> CompletableFuture.supplyAsync(write, threads)).toList();
      while (database.waitingWrites() < writes.size()) {
        Thread.onSpinWait();
      }
      release.countDown();
      first.join();
      all.forEach(write -> write.handle((value, failure) -> value).join());
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      release.countDown();
      threads.shutdown();
    }
  }

  private static int waitFor(CountDownLatch running, CountDownLatch release) {
    running.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
