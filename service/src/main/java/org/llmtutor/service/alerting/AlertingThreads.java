package org.llmtutor.service.alerting;

import io.dropwizard.lifecycle.Managed;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the parts in the order that loses nothing: what is evaluated last is still sent,
 * and what was sent last is still saved.
 */
final class AlertingThreads implements Managed {

  private static final int SUMMARY_TURN_SECONDS = 15;

  private final @Nullable Evaluator evaluator;
  private final @Nullable AlertKeeper keeper;
  private final @Nullable DailySummary summary;
  private final List<Sender> senders;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(AlertingThreads::daemon);

  /** Parts that are null do not run. */
  AlertingThreads(
      @Nullable Evaluator evaluator,
      @Nullable AlertKeeper keeper,
      @Nullable DailySummary summary,
      List<Sender> senders) {
    this.evaluator = evaluator;
    this.keeper = keeper;
    this.summary = summary;
    this.senders = List.copyOf(senders);
  }

  @Override
  public void start() {
    senders.forEach(Sender::start);
    if (evaluator != null) {
      evaluator.start();
    }
    if (keeper != null) {
      keeper.start();
    }
    if (summary != null) {
      ScheduledFuture<?> unused =
          thread.scheduleWithFixedDelay(summary, 1, SUMMARY_TURN_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    thread.shutdown();
    if (evaluator != null) {
      evaluator.stop();
    }
    for (Sender sender : senders) {
      sender.stop();
    }
    if (keeper != null) {
      keeper.stop();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cost-summary");
    thread.setDaemon(true);
    return thread;
  }
}
