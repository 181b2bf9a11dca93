package org.llmtutor.service.health;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One check with its deadline. It runs at most once at a time, and at most once per caching period
 * however many ask; while a run hangs past its deadline, nobody waits for it and no other starts.
 */
final class Probe {

  private static final Logger LOGGER = LoggerFactory.getLogger(Probe.class);

  private final String name;
  private final boolean required;
  private final HealthCheck check;
  private final Duration deadline;
  private final Duration cacheFor;
  private final Executor executor;
  private final LongSupplier nanoTime;

  private @Nullable Run run;

  /** A started run. */
  private record Run(FutureTask<Outcome> task, long startedNanos) {}

  Probe(
      String name,
      boolean required,
      HealthCheck check,
      Duration deadline,
      Duration cacheFor,
      Executor executor,
      LongSupplier nanoTime) {
    this.name = name;
    this.required = required;
    this.check = check;
    this.deadline = deadline;
    this.cacheFor = cacheFor;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  String name() {
    return name;
  }

  boolean isRequired() {
    return required;
  }

  /** Starts a run unless one is going on or its outcome is still fresh. */
  synchronized void start() {
    Run last = run;
    long now = nanoTime.getAsLong();
    boolean reusable =
        last != null && (!last.task.isDone() || now - last.startedNanos < cacheFor.toNanos());
    if (!reusable) {
      FutureTask<Outcome> task = new FutureTask<>(this::execute);
      run = new Run(task, now);
      executor.execute(task);
    }
  }

  /** The outcome of the current run, waiting for it no longer than its deadline allows. */
  Outcome outcome() {
    start();
    Run current = current();
    long left = deadline.toNanos() - (nanoTime.getAsLong() - current.startedNanos);
    try {
      return current.task.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Outcome(Outcome.TIMED_OUT, "No answer within the deadline.", deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(Outcome.FAILED, "Interrupted.", Duration.ZERO);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized Run current() {
    Run current = run;
    if (current == null) {
      throw new IllegalStateException("not started");
    }
    return current;
  }

  private Outcome execute() {
    long start = System.nanoTime();
    HealthCheck.Result result = check.execute();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (result.isHealthy()) {
      return new Outcome(Outcome.OK, result.getMessage(), took);
    }
    if (result.getError() != null) {
      // The message of an exception may hold addresses; it goes to the log only.
      LOGGER.warn("Health check {} failed", name, result.getError());
      return new Outcome(Outcome.FAILED, "The check failed; see the log.", took);
    }
    return new Outcome(Outcome.FAILED, result.getMessage(), took);
  }
}
