package org.llmtutor.service.history;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.llmtutor.service.history.HistoryMetrics.Sampling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples at the times of a {@link SamplingGrid} on a thread of its own, and keeps the store within
 * its bounds. A sample that is late gets the time at which it is really taken, one that was missed
 * is left out; both are counted, and logged once.
 */
final class SamplingSchedule implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(SamplingSchedule.class);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

  private final HistorySampler sampler;
  private final HistoryStore store;
  private final SamplingGrid grid;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, SamplingSchedule::thread);
  private long last = Long.MIN_VALUE;
  private boolean toldLate;

  SamplingSchedule(HistorySampler sampler, HistoryStore store, SamplingGrid grid, Clock clock) {
    this.sampler = sampler;
    this.store = store;
    this.grid = grid;
    this.clock = clock;
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void start() {
    long now = clock.millis();
    schedule(grid.after(now), now);
  }

  /** Ends; a sample that is being taken has a few seconds to be finished. */
  @Override
  public void stop() throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("a sample of the metrics is still being taken after {}", STOP_DEADLINE);
    }
  }

  private void schedule(long due, long now) {
    if (!executor.isShutdown()) {
      ScheduledFuture<?> unused =
          executor.schedule(() -> run(due), Math.max(due - now, 0), TimeUnit.MILLISECONDS);
    }
  }

  private void run(long due) {
    try {
      take(due, clock.millis());
    } catch (RuntimeException e) {
      LOG.error("the history could not be kept", e);
    } finally {
      long now = clock.millis();
      long missed = grid.missed(due, now);
      if (missed > 0) {
        store.metrics().sampling(Sampling.MISSED, missed);
      }
      schedule(grid.next(due, now), now);
    }
  }

  /** Takes the sample that was due at {@code due} and is taken at {@code now}. */
  void take(long due, long now) {
    if (now < last && grid.wasPutBack(last, now)) {
      LOG.warn("the clock was put back; samples that lie in the future now are dropped");
      store.forgetAfter(Instant.ofEpochMilli(now));
      last = Long.MIN_VALUE;
    }
    boolean onTime = !grid.isLate(due, now);
    long time = onTime ? due : now;
    if (time > last) {
      last = time;
      sampler.sample(Instant.ofEpochMilli(time));
      store.tidy(Instant.ofEpochMilli(time));
    }
    if (!onTime && now > due) {
      late(now - due);
    }
  }

  private void late(long millis) {
    store.metrics().sampling(Sampling.LATE, 1);
    if (!toldLate) {
      toldLate = true;
      LOG.warn("a sample of the metrics was {} ms late; later ones are counted only", millis);
    }
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "history-sampler");
    thread.setDaemon(true);
    return thread;
  }
}
