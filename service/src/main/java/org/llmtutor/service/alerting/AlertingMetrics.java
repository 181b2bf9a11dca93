package org.llmtutor.service.alerting;

import java.time.Duration;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledGauge;
import org.llmtutor.service.telemetry.LabeledHistogram;
import org.llmtutor.service.telemetry.Metrics;

/** What the alerting itself is measured by. Safe for concurrent use. */
final class AlertingMetrics {

  private static final double[] BUCKETS = {
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final LabeledHistogram durations;
  private final LabeledCounter failures;
  private final LabeledCounter missed;
  private final LabeledGauge reloaded;
  private final LabeledGauge alerts;
  private final LabeledCounter notifications;
  private final LabeledGauge queued;
  private final LabeledCounter untracked;
  private final LabeledCounter unsaved;

  AlertingMetrics(Metrics metrics) {
    this.durations =
        metrics.histogram(
            "alerting_rule_evaluation_duration_seconds",
            "Time per evaluation of a rule group.",
            BUCKETS,
            "rule_group");
    this.failures =
        metrics.counter(
            "alerting_rule_failures_total",
            "Evaluations of a rule that had no result.",
            "rule_group");
    this.missed =
        metrics.counter(
            "alerting_evaluations_missed_total",
            "Evaluations of a group that were left out because the one before took too long.",
            "rule_group");
    this.reloaded =
        metrics.gauge(
            "alerting_rules_reload_successful",
            "Whether all rule files could be read the last time: 1 or 0.");
    this.alerts = metrics.gauge("alerting_alerts", "Alerts of all rules.", "state");
    alerts(0, 0);
    this.notifications =
        metrics.counter(
            "alerting_notifications_total",
            "Notifications by what became of them: sent, failed or dropped.",
            "channel",
            "status");
    this.queued =
        metrics.gauge("alerting_queue_length", "Notifications that wait for a channel.", "channel");
    this.untracked =
        metrics.counter(
            "alerting_alerts_untracked_total",
            "Firing alerts that were not told because alerting.maxAlerts was reached.");
    this.unsaved =
        metrics.counter(
            "alerting_state_failures_total", "Times that alerting.stateFile could not be written.");
  }

  void alerts(long pending, long firing) {
    alerts.set((double) pending, "pending");
    alerts.set((double) firing, "firing");
  }

  void group(RuleSource source) {
    durations.show(source.group());
    failures.add(0, source.group());
    missed.add(0, source.group());
  }

  void evaluated(RuleSource source, Duration took, int failed) {
    durations.observe(took, source.group());
    failures.add(failed, source.group());
  }

  void missed(RuleSource source, long count) {
    missed.add((double) count, source.group());
  }

  void reloaded(boolean whole) {
    reloaded.set(whole ? 1 : 0);
  }

  void channel(String channel) {
    for (Outcome outcome : Outcome.values()) {
      notifications.add(0, channel, outcome.label());
    }
    queued.set(0, channel);
  }

  void notified(String channel, Outcome outcome) {
    notifications.inc(channel, outcome.label());
  }

  void queued(String channel, int length) {
    queued.set(length, channel);
  }

  void untracked(int alerts) {
    untracked.add(alerts);
  }

  void unsaved() {
    unsaved.inc();
  }
}
