package org.llmtutor.service.alerting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.llmtutor.service.alerting.Notification.AlertGroup;

/**
 * Decides what each channel is told and when, with Alertmanager's rules: alerts in groups, a first
 * wait, changes at intervals, repetitions, ends. A channel counts as told once it took a message,
 * so that what failed is told again at the group's next turn. Safe for concurrent use.
 */
final class Notifications implements AlertListener {

  /** A channel with what it wants. */
  record Receiver(Sender sender, ChannelConfig config) {}

  private final GroupingConfig grouping;
  private final Labels external;
  private final int maxAlerts;
  private final List<Receiver> receivers;
  private final AlertingMetrics metrics;
  private final Clock clock;
  private final Instant graceEnd;
  private final Map<Labels, AlertGroupState> groups = new HashMap<>();
  private boolean changed;

  Notifications(
      AlertingConfig config, List<Receiver> receivers, AlertingMetrics metrics, Clock clock) {
    this.grouping = config.grouping();
    this.external = Labels.of(config.externalLabels());
    this.maxAlerts = config.maxAlerts();
    this.receivers = List.copyOf(receivers);
    this.metrics = metrics;
    this.clock = clock;
    this.graceEnd = clock.instant().plus(config.restartGrace());
  }

  /** Goes on with groups from before a restart, but for those that are grouped otherwise now. */
  synchronized void restore(List<AlertState.SavedGroup> saved) {
    Set<String> names = new HashSet<>();
    receivers.forEach(receiver -> names.add(receiver.sender().name()));
    for (AlertState.SavedGroup group : saved) {
      Labels labels = Labels.of(group.labels());
      if (!group.alerts().stream()
          .allMatch(alert -> groupLabels(Labels.of(alert.labels())).equals(labels))) {
        continue;
      }
      Map<String, AlertState.ToldState> known = new TreeMap<>(group.told());
      known.keySet().retainAll(names);
      AlertGroupState state =
          AlertGroupState.of(
              new AlertState.SavedGroup(group.labels(), group.next(), group.alerts(), known));
      groups.put(labels, state);
    }
  }

  /** What a restart needs. */
  synchronized List<AlertState.SavedGroup> saved() {
    return groups.values().stream().map(AlertGroupState::saved).toList();
  }

  /** Whether what a restart needs has changed since this was asked last. */
  synchronized boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  @Override
  public synchronized void evaluated(
      RuleSource source, Duration interval, List<ActiveAlert> alerts, Instant now) {
    Set<Labels> firing = new HashSet<>();
    Set<Labels> waiting = new HashSet<>();
    Map<Labels, Instant> ends = new HashMap<>();
    int untracked = 0;
    for (ActiveAlert active : alerts) {
      Labels labels = AlertmanagerFeed.withExternal(active.labels(), external);
      Instant fired = active.firedAt();
      Instant ended = active.resolvedAt();
      if (active.state() == ActiveAlert.State.FIRING && fired != null) {
        firing.add(labels);
        Alert alert = new Alert(labels, active.annotations(), fired, null);
        untracked += fires(source, alert, now) ? 0 : 1;
      } else if (ended != null) {
        ends.put(labels, ended);
      } else {
        waiting.add(labels);
      }
    }
    metrics.untracked(untracked);
    boolean spare = now.isBefore(graceEnd);
    for (AlertGroupState group : groups.values()) {
      changed |= group.endOthers(source, firing, waiting, ends, now, spare);
    }
  }

  @Override
  public synchronized void keepOnly(Predicate<RuleSource> known, Instant now) {
    for (AlertGroupState group : groups.values()) {
      for (RuleSource source : group.sources()) {
        if (!known.test(source)) {
          changed |= group.endOthers(source, Set.of(), Set.of(), Map.of(), now, false);
        }
      }
    }
  }

  /** Hands to the channels what is due. */
  synchronized void flush() {
    Instant now = clock.instant();
    for (AlertGroupState group : new ArrayList<>(groups.values())) {
      if (!group.next().isAfter(now)) {
        group.next(now.plus(grouping.interval()));
        changed = true;
        receivers.forEach(receiver -> tell(receiver, group, now));
        group.tidy();
      }
    }
    groups.values().removeIf(AlertGroupState::isEmpty);
  }

  private boolean fires(RuleSource source, Alert alert, Instant now) {
    Labels key = groupLabels(alert.labels());
    AlertGroupState group = groups.get(key);
    if (group == null || !group.holds(source, alert.labels())) {
      int tracked = groups.values().stream().mapToInt(AlertGroupState::size).sum();
      if (tracked >= maxAlerts) {
        return false;
      }
    }
    if (group == null) {
      group = new AlertGroupState(key, now.plus(grouping.firstWait()));
      groups.put(key, group);
    }
    changed |= !group.isFiring(source, alert.labels());
    group.fires(source, alert);
    return true;
  }

  private Labels groupLabels(Labels labels) {
    return labels.keep(grouping.by());
  }

  private void tell(Receiver receiver, AlertGroupState group, Instant now) {
    String name = receiver.sender().name();
    group
        .due(name, receiver.config(), grouping.repeat(), now)
        .ifPresent(
            due -> {
              group.begins(name);
              CompletableFuture<Void> unused =
                  receiver
                      .sender()
                      .submit(due)
                      .thenAccept(outcome -> told(name, group, due, outcome, now));
            });
  }

  private synchronized void told(
      String channel, AlertGroupState group, AlertGroup due, Outcome outcome, Instant at) {
    group.ended(channel, outcome == Outcome.SENT ? due : null, at);
    changed = true;
  }
}
