package org.llmtutor.service.alerting;

import java.util.List;
import java.util.Map;

/** Something to tell people, or an Alertmanager. */
sealed interface Notification {

  /**
   * A group of alerts, those that fire first.
   *
   * @param groupLabels what the alerts are grouped by
   * @param alerts those that fire, and those that ended since the receiver was told of them; never
   *     empty
   */
  record AlertGroup(Map<String, String> groupLabels, List<Alert> alerts) implements Notification {

    /** Copies. */
    public AlertGroup {
      groupLabels = Map.copyOf(groupLabels);
      alerts = List.copyOf(alerts);
    }

    long firing() {
      return alerts.stream().filter(Alert::firing).count();
    }
  }

  /** Alerts for an Alertmanager, which groups them by itself. */
  record AlertBatch(List<Alert> alerts) implements Notification {

    /** Copies. */
    public AlertBatch {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * A text that is no alert.
   *
   * @param alert the same for receivers that know alerts alone
   * @param title one line
   * @param lines what follows
   */
  record Announcement(Alert alert, String title, List<String> lines) implements Notification {

    /** Copies. */
    public Announcement {
      lines = List.copyOf(lines);
    }
  }
}
