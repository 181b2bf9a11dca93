package org.llmtutor.service.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.rules.alerting.ActiveAlert;

/**
 * What survives a restart. Immutable.
 *
 * @param savedAt when it was so
 * @param alerts of rules
 * @param groups of notifications
 */
record AlertState(Instant savedAt, List<RuleAlert> alerts, List<SavedGroup> groups) {

  AlertState {
    alerts = List.copyOf(alerts);
    groups = List.copyOf(groups);
  }

  /** An alert with the rule it belongs to. */
  record RuleAlert(
      RuleSource source,
      String rule,
      Map<String, String> ruleLabels,
      Map<String, String> labels,
      Map<String, String> annotations,
      ActiveAlert.State state,
      double value,
      Instant activeAt,
      @Nullable Instant firedAt,
      @Nullable Instant keptSince,
      @Nullable Instant resolvedAt) {

    static RuleAlert of(RuleSource source, GroupView.Rule rule, ActiveAlert alert) {
      return new RuleAlert(
          source,
          rule.name(),
          rule.labels(),
          alert.labels().toMap(),
          alert.annotations(),
          alert.state(),
          alert.value(),
          alert.activeAt(),
          alert.firedAt(),
          alert.keptSince(),
          alert.resolvedAt());
    }

    private ActiveAlert after(Duration downtime) {
      boolean waits = state == ActiveAlert.State.PENDING;
      return new ActiveAlert(
          Labels.of(labels),
          annotations,
          state,
          value,
          waits ? activeAt.plus(downtime) : activeAt,
          firedAt,
          keptSince,
          resolvedAt);
    }
  }

  /**
   * A group of notifications.
   *
   * @param labels what its alerts have in common
   * @param next when it is looked at next
   * @param alerts those in it
   * @param told what each channel has been told, by its name
   */
  record SavedGroup(
      Map<String, String> labels,
      Instant next,
      List<SavedAlert> alerts,
      Map<String, ToldState> told) {

    SavedGroup {
      alerts = List.copyOf(alerts);
      told = Map.copyOf(told);
    }
  }

  /** An alert in a group; {@code endsAt} is null while it fires. */
  record SavedAlert(
      RuleSource source,
      Map<String, String> labels,
      Map<String, String> annotations,
      Instant startsAt,
      @Nullable Instant endsAt) {}

  /** What a channel has been told of a group. */
  record ToldState(Instant at, List<String> firing) {

    ToldState {
      firing = List.copyOf(firing);
    }
  }

  /**
   * The alerts of one rule. The time during which the service was down does not count as {@code
   * for}; after more than {@code limit} nothing counts.
   */
  List<ActiveAlert> alerts(
      RuleSource source, String rule, Map<String, String> labels, Instant now, Duration limit) {
    Duration downtime = Duration.between(savedAt, now);
    List<ActiveAlert> found = new ArrayList<>();
    if (downtime.isNegative() || downtime.compareTo(limit) > 0) {
      return found;
    }
    for (RuleAlert alert : alerts) {
      if (alert.source().equals(source)
          && alert.rule().equals(rule)
          && alert.ruleLabels().equals(labels)) {
        found.add(alert.after(downtime));
      }
    }
    return found;
  }
}
