package org.llmtutor.service.database;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that must happen even when the database is away just now, such as booking a call that was
 * paid for: what fails is kept in memory and tried again, oldest first. Such work must be
 * idempotent, because after a deadline it may have happened. Safe for concurrent use.
 */
public final class LateWrites {

  private static final Logger LOG = LoggerFactory.getLogger(LateWrites.class);

  private final Database database;
  private final int max;
  private final Deque<Function<Handle, ?>> waiting = new ArrayDeque<>();
  private final LongAdder lost = new LongAdder();

  /** Keeps at most {@code max} writes; more are lost and logged as an error. */
  public LateWrites(Database database, int max) {
    this.database = database;
    this.max = max;
  }

  /** Writes now, or as soon as the database is back: then the result is empty. */
  public <T> Optional<T> write(Function<Handle, T> work) {
    return write(() -> database.write(work), work);
  }

  /** The same for work that is done together with others'. */
  public <R, T> Optional<T> write(JointWork<R, T> work, R request) {
    return write(() -> database.write(work, request), handle -> work.alone(handle, request));
  }

  private <T> Optional<T> write(Supplier<T> now, Function<Handle, T> later) {
    try {
      return Optional.of(now.get());
    } catch (DatabaseException e) {
      LOG.error("a write that must not be lost waits for the database", e);
      later(later);
      return Optional.empty();
    }
  }

  /** Writes at the next {@link #retry}, as part of the request that asks for it now. */
  public void later(Function<Handle, ?> work) {
    Function<Handle, ?> remembered = RequestContext.remember(work);
    synchronized (waiting) {
      if (waiting.size() < max) {
        waiting.add(remembered);
        return;
      }
    }
    lost.increment();
    LOG.error("cost.maxLateWrites writes wait for the database already; this one is lost");
  }

  /** How many wait. */
  public int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** How many were lost since the start: too many waited, or they cannot succeed. */
  public long lost() {
    return lost.sum();
  }

  /** Tries what waits, oldest first, until all is written or the database is away again. */
  public synchronized void retry() {
    for (Function<Handle, ?> work = first(); work != null; work = first()) {
      try {
        database.write(work);
      } catch (DatabaseException e) {
        LOG.warn("{} writes still wait for the database", waiting());
        return;
      } catch (RuntimeException e) {
        lost.increment();
        LOG.error("a late write cannot succeed and is dropped", e);
      }
      synchronized (waiting) {
        waiting.remove();
      }
    }
  }

  private @Nullable Function<Handle, ?> first() {
    synchronized (waiting) {
      return waiting.peek();
    }
  }
}
