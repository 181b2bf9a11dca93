package org.llmtutor.cli.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.history.AlertHistory;
import org.llmtutor.rules.history.Firing;

/** What a server tells of alerts, for programs; lengths are in seconds. */
public final class BacktestJson {

  private static final int MOST_FIRINGS = 1000;
  private static final Duration HOUR = Duration.ofHours(1);

  private BacktestJson() {}

  /** The report as a tree of maps, lists, texts and numbers. */
  public static Map<String, @Nullable Object> of(ServerReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("server", report.server());
    Duration period = report.period();
    if (period != null) {
      json.put("period_seconds", period.toSeconds());
    }
    report
        .history()
        .kept()
        .ifPresent(
            kept -> {
              json.put("kept_seconds", kept.length().toSeconds());
              json.put("kept_configured", kept.configured());
            });
    json.put("alerts", report.alerts().stream().map(BacktestJson::alert).toList());
    json.put("notes", report.notes());
    return json;
  }

  private static Map<String, @Nullable Object> alert(AlertReport alert) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", alert.file());
    json.put("line", alert.line());
    json.put("alert", alert.alert());
    alert.reads().ifPresent(reads -> json.put("reads", reads));
    alert.holds().ifPresent(holds -> json.put("holds", holds));
    AlertHistory past = alert.history();
    if (past != null) {
      json.put("from", past.from().toString());
      json.put("to", past.to().toString());
      json.put("step_seconds", past.step().toSeconds());
      json.put("fired", past.firings().size());
      json.put("firing_seconds", past.total().toSeconds());
      json.put("longest_seconds", past.longest().toSeconds());
      json.put("most_within_an_hour", past.worst(HOUR).map(AlertHistory.Burst::times).orElse(0));
      json.put("firing_now", past.firingNow());
      json.put("firings", firings(past));
    }
    if (!alert.note().isEmpty()) {
      json.put("note", alert.note());
    }
    return json;
  }

  /** The last ones, when there are very many. */
  private static List<Map<String, @Nullable Object>> firings(AlertHistory past) {
    List<Map<String, @Nullable Object>> json = new ArrayList<>();
    int from = Math.max(0, past.firings().size() - MOST_FIRINGS);
    for (Firing firing : past.firings().subList(from, past.firings().size())) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("labels", firing.labels().toMap());
      one.put("from", firing.from().toString());
      one.put("to", firing.ongoing() ? null : firing.to().toString());
      json.add(one);
    }
    return json;
  }
}
