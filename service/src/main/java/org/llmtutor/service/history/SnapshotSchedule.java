package org.llmtutor.service.history;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the history when the service starts and writes it down every {@code
 * history.snapshotInterval}, and when the service stops. A disk that does not answer holds up the
 * stop for {@code history.snapshotDeadline} at most.
 */
final class SnapshotSchedule implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);

  private final SnapshotFile file;
  private final Duration interval;
  private final Duration deadline;
  private final Duration retention;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(SnapshotSchedule::thread);

  SnapshotSchedule(SnapshotFile file, HistoryConfig config, Clock clock) {
    this.file = file;
    this.interval = config.snapshotInterval().toJavaDuration();
    this.deadline = config.snapshotDeadline().toJavaDuration();
    this.retention = config.retention().toJavaDuration();
    this.clock = clock;
  }

  @Override
  public void start() {
    Instant now = clock.instant();
    file.restore(now, now.minus(retention).toEpochMilli());
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(
            () -> file.write(clock.instant()),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws InterruptedException {
    Future<Boolean> last = executor.submit(() -> file.write(clock.instant()));
    executor.shutdown();
    try {
      boolean unused = last.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "the history was not written within {}; what came since the last time is lost", deadline);
    } catch (ExecutionException e) {
      LOG.error("the history could not be written", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "history-snapshots");
    thread.setDaemon(true);
    return thread;
  }
}
