package org.llmtutor.service.cost;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs one piece of work again and again on a thread of its own while the service runs, and a last
 * time when it stops. The work must be safe for concurrent use.
 */
final class Schedule implements Managed {

  private final Runnable work;
  private final Duration pause;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Schedule::thread);

  Schedule(Runnable work, Duration pause) {
    this.work = work;
    this.pause = pause;
  }

  @Override
  public void start() {
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(work, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    executor.shutdown();
    work.run();
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "ledger-keeper");
    thread.setDaemon(true);
    return thread;
  }
}
