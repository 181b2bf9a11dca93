package org.llmtutor.service.alerting;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second: hands due notifications to the channels, counts alerts, and saves what a restart
 * needs when it has changed, or now and then while there are alerts.
 */
final class AlertKeeper implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(AlertKeeper.class);
  private static final Duration TURN = Duration.ofSeconds(1);

  /** How far the time of a saved state lags behind at most, which then counts as downtime. */
  private static final Duration SAVE_AGAIN = Duration.ofSeconds(15);

  private record Known(RuleSource source, ActiveAlert.State state, Instant activeAt, int labels) {}

  private final Evaluator evaluator;
  private final Notifications notifications;
  private final StateFile file;
  private final AlertingMetrics metrics;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(AlertKeeper::daemon);
  private List<Known> saved = List.of();
  private Instant savedAt = Instant.EPOCH;
  private boolean failing;

  AlertKeeper(
      Evaluator evaluator,
      Notifications notifications,
      StateFile file,
      AlertingMetrics metrics,
      Clock clock) {
    this.evaluator = evaluator;
    this.notifications = notifications;
    this.file = file;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void start() {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            this::turnQuietly, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws InterruptedException {
    thread.shutdown();
    boolean unused = thread.awaitTermination(TURN.toMillis() * 5, TimeUnit.MILLISECONDS);
    save(evaluator.views());
  }

  private void turnQuietly() {
    try {
      turn();
    } catch (RuntimeException e) {
      LOG.error("notifications could not be looked after", e);
    }
  }

  /** What is to be done once a second. */
  synchronized void turn() {
    notifications.flush();
    List<GroupView> views = evaluator.views();
    List<Known> now = known(views);
    metrics.alerts(
        now.stream().filter(k -> k.state() == ActiveAlert.State.PENDING).count(),
        now.stream().filter(k -> k.state() == ActiveAlert.State.FIRING).count());
    boolean due = !now.isEmpty() && !savedAt.plus(SAVE_AGAIN).isAfter(clock.instant());
    if (notifications.takeChanged() || !now.equals(saved) || due) {
      save(views);
    }
  }

  private static List<Known> known(List<GroupView> views) {
    List<Known> known = new ArrayList<>();
    for (GroupView view : views) {
      for (ActiveAlert alert : view.alerts()) {
        known.add(
            new Known(view.source(), alert.state(), alert.activeAt(), alert.labels().hashCode()));
      }
    }
    return known;
  }

  private synchronized void save(List<GroupView> views) {
    List<AlertState.RuleAlert> alerts = new ArrayList<>();
    for (GroupView view : views) {
      for (GroupView.Rule rule : view.rules()) {
        rule.alerts()
            .forEach(alert -> alerts.add(AlertState.RuleAlert.of(view.source(), rule, alert)));
      }
    }
    Instant now = clock.instant();
    try {
      file.save(new AlertState(now, alerts, notifications.saved()));
      failing = false;
    } catch (IOException e) {
      metrics.unsaved();
      if (!failing) {
        LOG.error("alerting.stateFile cannot be written; a restart would tell alerts again", e);
        failing = true;
      }
    }
    saved = known(views);
    savedAt = now;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "alert-keeper");
    thread.setDaemon(true);
    return thread;
  }
}
