package org.llmtutor.cli.alerts;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as a server tells of it.
 *
 * @param state where it is in its life
 * @param labels its labels by name, {@code alertname} among them
 * @param annotations its texts by name
 * @param since when its expression began to hold, or when it began to fire, as the source tells;
 *     null when it does not
 * @param value the expression's value as sent; empty when the source does not tell
 * @param silencedBy ids of the silences that keep it quiet
 * @param inhibitedBy fingerprints of the alerts that keep it quiet
 */
record Alert(
    State state,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable Instant since,
    String value,
    List<String> silencedBy,
    List<String> inhibitedBy) {

  /** Where an alert is in its life. */
  enum State {
    firing,
    pending,
    silenced,
    inhibited
  }

  private static final List<List<String>> SEVERITIES =
      List.of(
          List.of("page", "critical", "emergency", "p1"),
          List.of("error", "high", "major", "p2"),
          List.of("ticket", "warning", "warn", "medium", "p3"),
          List.of("info", "notice", "minor", "low", "p4"));

  /** The worst first, of those what fires before what waits, of those the oldest. */
  static final Comparator<Alert> ORDER =
      Comparator.comparingInt(Alert::rank)
          .thenComparing(Alert::state)
          .thenComparing(alert -> alert.since == null ? Instant.MAX : alert.since)
          .thenComparing(Alert::name)
          .thenComparing(alert -> alert.labels.toString());

  /** Copies the maps and lists. */
  Alert {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Map.copyOf(annotations);
    silencedBy = List.copyOf(silencedBy);
    inhibitedBy = List.copyOf(inhibitedBy);
  }

  String name() {
    return labels.getOrDefault("alertname", "");
  }

  String severity() {
    return labels.getOrDefault("severity", "");
  }

  /** One line for people: the summary, or what stands for it. */
  String summary() {
    for (String name : List.of("summary", "description", "message")) {
      String text = annotations.getOrDefault(name, "").strip();
      if (!text.isEmpty()) {
        return text.replaceAll("\\s+", " ");
      }
    }
    Map<String, String> rest = new TreeMap<>(labels);
    rest.keySet().removeAll(List.of("alertname", "severity"));
    return rest.isEmpty() ? "" : rest.toString();
  }

  /** Whether it is meant to disturb nobody, as a dead man's switch that always fires. */
  boolean quiet() {
    String severity = severity().toLowerCase(Locale.ROOT);
    return severity.equals("none") || SEVERITIES.get(SEVERITIES.size() - 1).contains(severity);
  }

  /** From 0, the worst; an unknown one is before those that are meant to disturb nobody. */
  private int rank() {
    String severity = severity().toLowerCase(Locale.ROOT);
    for (int rank = 0; rank < SEVERITIES.size(); rank++) {
      if (SEVERITIES.get(rank).contains(severity)) {
        return rank;
      }
    }
    return severity.equals("none") ? SEVERITIES.size() + 1 : SEVERITIES.size();
  }
}
