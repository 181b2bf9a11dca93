package org.llmtutor.service.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One thread that writes: takes what waits, runs each piece of work behind a savepoint of its own,
 * and makes them durable with one commit. A piece that fails is rolled back alone; when the commit
 * fails, all of its pieces fail and the connection is opened anew, so that a failed sync is never
 * taken for a success. Safe for concurrent use.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final String SAVEPOINT = "work";

  private final Supplier<WriteConnection> connection;
  private final StatementTelemetry telemetry;
  private final int maxBatch;
  private final Duration timeout;
  private final BlockingQueue<Work<?>> queue;
  private final Thread thread;
  private volatile boolean closing;
  private @Nullable WriteConnection current;

  GroupCommit(
      Supplier<WriteConnection> connection,
      StatementTelemetry telemetry,
      DatabaseConfig config,
      String name) {
    this.connection = connection;
    this.telemetry = telemetry;
    this.maxBatch = config.maxBatch();
    this.timeout = config.writeTimeout().toJavaDuration();
    this.queue = new ArrayBlockingQueue<>(config.maxQueuedWrites());
    this.thread = new Thread(this::loop, name);
    this.thread.setDaemon(true);
    this.thread.start();
  }

  int waiting() {
    return queue.size();
  }

  <T> T run(Function<Handle, T> function) {
    Work<T> work = new Work<>(function);
    if (closing) {
      throw closed();
    }
    if (!queue.offer(work)) {
      throw new DatabaseException.Unavailable(
          "database.maxQueuedWrites writes are waiting already", new IllegalStateException());
    }
    if (closing && queue.remove(work)) {
      throw closed(); // The thread may have ended before it saw this work.
    }
    return await(work);
  }

  private static DatabaseException closed() {
    return new DatabaseException.Unavailable(
        "the database is closing", new IllegalStateException());
  }

  /**
   * Waits for the outcome. An interrupt takes back work that has not begun; for work that has, it
   * waits on, because what is being written must not be reported as not written.
   */
  private <T> T await(Work<T> work) {
    long end = System.nanoTime() + timeout.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
          if (work.cancel()) {
            throw new DatabaseException.Unavailable("interrupted before the write began", e);
          }
        }
      }
    } catch (ExecutionException e) {
      throw rethrow(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      if (work.cancel()) {
        throw new DatabaseException.Unavailable("the write did not start in time", e);
      }
      throw new DatabaseException("the write's outcome is not known after its deadline", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrow(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      return unchecked;
    }
    return new DatabaseException("the write failed", cause);
  }

  private void loop() {
    List<Work<?>> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      batch.clear();
      try {
        Work<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        queue.drainTo(batch, maxBatch - 1);
        commit(batch);
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException | Error e) {
        fail(batch, e);
      }
    }
    reset();
  }

  private void commit(List<Work<?>> batch) {
    WriteConnection open = current == null ? connection.get() : current;
    current = open;
    open.begin();
    batch.forEach(work -> work.runIn(open.handle()));
    long start = System.nanoTime();
    open.commit();
    telemetry.record(StatementName.COMMIT, Duration.ofNanos(System.nanoTime() - start));
    batch.forEach(Work::finish);
  }

  private void fail(List<Work<?>> batch, Throwable cause) {
    LOG.error("a batch of {} writes failed", batch.size(), cause);
    reset();
    DatabaseException.Unavailable failure =
        new DatabaseException.Unavailable("the write could not be made durable", cause);
    batch.forEach(work -> work.result.completeExceptionally(failure));
  }

  private void reset() {
    WriteConnection open = current;
    current = null;
    if (open != null) {
      open.discard();
    }
  }

  /** Stops taking work, finishes what waits, within the deadline of one write. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(timeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One caller's transaction. */
  private static final class Work<T> {

    private final Function<Handle, T> function;
    private final Map<String, String> context;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private boolean started;
    private boolean cancelled;
    private @Nullable Supplier<T> outcome;

    Work(Function<Handle, T> function) {
      this.function = function;
      Map<String, String> current = MDC.getCopyOfContextMap();
      this.context = current == null ? Map.of() : current;
    }

    /** Keeps the work from running; false when it has begun. */
    synchronized boolean cancel() {
      cancelled = !started;
      return cancelled;
    }

    private synchronized boolean start() {
      started = !cancelled;
      return started;
    }

    void runIn(Handle handle) {
      if (!start()) {
        return;
      }
      MDC.setContextMap(context);
      handle.savepoint(SAVEPOINT);
      try {
        T value = function.apply(handle);
        handle.releaseSavepoint(SAVEPOINT);
        outcome = () -> value;
      } catch (RuntimeException e) {
        undo(handle, e);
        RuntimeException failure = SqliteErrors.translate(e);
        outcome =
            () -> {
              throw failure;
            };
      } finally {
        MDC.clear();
      }
    }

    /** Fails when the database has undone the whole transaction by itself, as when it is full. */
    private static void undo(Handle handle, RuntimeException failure) {
      try {
        handle.rollbackToSavepoint(SAVEPOINT);
      } catch (RuntimeException e) {
        e.addSuppressed(failure);
        throw e;
      }
    }

    void finish() {
      Supplier<T> known = outcome;
      if (known == null) {
        result.cancel(false);
        return;
      }
      try {
        result.complete(known.get());
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }
  }
}
