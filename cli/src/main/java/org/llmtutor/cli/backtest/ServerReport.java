package org.llmtutor.cli.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.history.ServerHistory;

/**
 * What a server tells of rules.
 *
 * @param server its address
 * @param period how far back was looked; null without a backtest
 * @param oldest its oldest sample of that time; null when it goes back further, or has none
 * @param history what the checks need
 * @param alerts each alert whose expression is sound, in the order of the files
 * @param notes what differs from what was asked, and why
 */
public record ServerReport(
    String server,
    @Nullable Duration period,
    @Nullable Instant oldest,
    ServerHistory history,
    List<AlertReport> alerts,
    List<String> notes) {

  /** Copies the lists. */
  public ServerReport {
    alerts = List.copyOf(alerts);
    notes = List.copyOf(notes);
  }
}
