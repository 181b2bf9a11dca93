package org.llmtutor.service.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
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
import org.llmtutor.service.telemetry.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes: takes what waits, runs each piece of work behind a savepoint of its own,
 * and makes them durable with one commit. A piece that fails is rolled back alone, and runs again,
 * in a commit of its own, when the database undid it in favour of others' work. When the commit
 * fails, all of its pieces fail and the connection is opened anew, so that a failed sync is never
 * taken for a success; when it is the connection that broke, the database is asked what became of
 * the transaction, and what was undone runs again. Safe for concurrent use.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  static final String SAVEPOINT = "work";

  /** How often a piece of work runs at most; its deadline may end it before. */
  private static final int MOST_RUNS = 5;

  private final Supplier<WriteConnection> connection;
  private final Engine engine;
  private final StatementTelemetry telemetry;
  private final int maxBatch;
  private final Duration timeout;
  private final BlockingQueue<Work<?>> queue;
  private final Deque<Work<?>> again = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean closing;
  private @Nullable WriteConnection current;

  GroupCommit(
      Supplier<WriteConnection> connection,
      Engine engine,
      StatementTelemetry telemetry,
      DatabaseConfig config,
      String name) {
    this.connection = connection;
    this.engine = engine;
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
    return run(new Work<>(function));
  }

  <R, T> T run(JointWork<R, T> kind, R request) {
    return run(new JointCall<>(kind, request));
  }

  private <T> T run(Work<T> work) {
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
    while (!closing || !queue.isEmpty() || !again.isEmpty()) {
      batch.clear();
      try {
        boolean again = collect(batch);
        if (!batch.isEmpty()) {
          commit(batch, again);
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException | Error e) {
        undone(batch, e);
      }
    }
    reset();
  }

  /** What runs again goes alone, so that it does not meet its neighbours' locks again. */
  private boolean collect(List<Work<?>> batch) throws InterruptedException {
    Work<?> first = again.poll();
    if (first != null) {
      batch.add(first);
      return true;
    }
    first = queue.poll(100, TimeUnit.MILLISECONDS);
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, maxBatch - 1);
    }
    return false;
  }

  private void commit(List<Work<?>> batch, boolean alone) {
    WriteConnection open = current == null ? connection.get() : current;
    current = open;
    boolean inTurn = batch.stream().anyMatch(JointCall.class::isInstance);
    OptionalLong transaction = open.begin(inTurn);
    if (inTurn && !alone) {
      // More has come while it waited for its turn.
      queue.drainTo(batch, maxBatch - batch.size());
    }
    new BatchRun(open.handle(), engine).run(batch);
    long start = System.nanoTime();
    try {
      open.commit();
    } catch (RuntimeException e) {
      afterFailedCommit(batch, transaction, e);
      return;
    }
    telemetry.record(StatementName.COMMIT, Duration.ofNanos(System.nanoTime() - start));
    batch.forEach(this::finish);
  }

  private void finish(Work<?> work) {
    if (work.lostToOthers() && work.runAgain()) {
      again.add(work);
    } else {
      work.finish();
    }
  }

  private void afterFailedCommit(
      List<Work<?>> batch, OptionalLong transaction, RuntimeException failure) {
    if (transaction.isEmpty() || Failure.of(failure, engine) != Failure.LOST) {
      undone(batch, failure);
      return;
    }
    reset();
    switch (outcome(transaction.getAsLong())) {
      case COMMITTED -> batch.forEach(this::finish);
      case UNDONE -> undone(batch, failure);
      case UNKNOWN -> {
        LOG.error("it is not known whether {} writes were made", batch.size(), failure);
        fail(batch, new DatabaseException("the write's outcome is not known", failure));
      }
    }
  }

  private WriteConnection.Outcome outcome(long transaction) {
    try {
      WriteConnection open = connection.get();
      current = open;
      return open.outcome(transaction);
    } catch (RuntimeException e) {
      LOG.warn("the database cannot be asked what became of a commit", e);
      reset();
      return WriteConnection.Outcome.UNKNOWN;
    }
  }

  /** Nothing of the batch was written; it runs again where that may help. */
  private void undone(List<Work<?>> batch, Throwable cause) {
    Failure kind = Failure.of(cause, engine);
    boolean wasOpen = current != null;
    reset();
    // A connection that cannot be opened is no reason to wait: the database is down.
    if ((kind == Failure.LOST && wasOpen) || kind == Failure.CONFLICT) {
      LOG.warn("a batch of {} writes was undone and runs again", batch.size(), cause);
      List<Work<?>> ended = batch.stream().filter(work -> !work.runAgain()).toList();
      batch.stream().filter(work -> !ended.contains(work)).forEach(again::add);
      fail(ended, unavailable(cause));
      return;
    }
    LOG.error("a batch of {} writes failed", batch.size(), cause);
    fail(batch, unavailable(cause));
  }

  private static DatabaseException unavailable(Throwable cause) {
    return new DatabaseException.Unavailable("the write could not be made durable", cause);
  }

  private static void fail(List<Work<?>> batch, DatabaseException failure) {
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
  static class Work<T> {

    private final Function<Handle, T> function;
    private final RequestContext.Carried context = RequestContext.take();
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private boolean started;
    private boolean cancelled;
    private boolean lostToOthers;
    private int runs;
    private @Nullable Supplier<T> outcome;

    Work(Function<Handle, T> function) {
      this.function = function;
    }

    /** Keeps the work from running; false when it has begun. */
    synchronized boolean cancel() {
      cancelled = !started;
      return cancelled;
    }

    /** Begins the work, for the last time before {@link #finish}; false when it was cancelled. */
    synchronized boolean start() {
      started = !cancelled;
      return started;
    }

    /** Whether its last run was undone in favour of others' work. */
    boolean lostToOthers() {
      return lostToOthers;
    }

    /** Makes it ready to run once more; false when nobody waits for it or it has run enough. */
    synchronized boolean runAgain() {
      if (cancelled || result.isDone() || runs >= MOST_RUNS) {
        return false;
      }
      started = false;
      lostToOthers = false;
      outcome = null;
      return true;
    }

    void runIn(Handle handle, Engine engine) {
      if (!start()) {
        return;
      }
      runs++;
      handle.savepoint(SAVEPOINT);
      try {
        T value = inContext(() -> function.apply(handle));
        handle.releaseSavepoint(SAVEPOINT);
        succeed(value);
      } catch (RuntimeException e) {
        undo(handle, e);
        fail(e, engine);
      }
    }

    /** Runs a part as the caller's request. */
    final <P> P inContext(Supplier<P> part) {
      return context.get(part);
    }

    final void succeed(T value) {
      outcome = () -> value;
    }

    final void fail(RuntimeException cause, Engine engine) {
      lostToOthers = Failure.of(cause, engine) == Failure.CONFLICT;
      RuntimeException failure = Failure.translate(cause, engine);
      outcome =
          () -> {
            throw failure;
          };
    }

    /** Fails when the database has undone the whole transaction by itself, as when it is full. */
    static void undo(Handle handle, RuntimeException failure) {
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

  /** One caller's part of a joint work. */
  static final class JointCall<R, T> extends Work<T> {

    private final JointWork<R, T> kind;
    private final R request;

    JointCall(JointWork<R, T> kind, R request) {
      super(handle -> kind.alone(handle, request));
      this.kind = kind;
      this.request = request;
    }

    JointWork<R, T> kind() {
      return kind;
    }

    R request() {
      return request;
    }

    T finishIn(Handle handle, T result) {
      return inContext(() -> kind.finish(handle, request, result));
    }
  }
}
