package org.llmtutor.cli.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;
import org.llmtutor.cli.time.DurationText;
import org.llmtutor.rules.history.AlertHistory;

/** What a server tells of alerts, for people. */
public final class BacktestTable {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ServerReport report;
  private final int flapsPerHour;
  private final Terminal terminal;

  /** The table of {@code report}; an alert that fires more often within an hour flaps. */
  public BacktestTable(ServerReport report, int flapsPerHour, Terminal terminal) {
    this.report = report;
    this.flapsPerHour = flapsPerHour;
    this.terminal = terminal;
  }

  /** A heading, a row for each alert, and the notes. */
  public String text() {
    StringBuilder text = new StringBuilder(heading()).append("\n\n");
    text.append(report.period() == null ? present() : past());
    report.alerts().stream()
        .filter(alert -> !alert.note().isEmpty())
        .forEach(alert -> note(alert.alert() + ": " + alert.note(), text));
    report.notes().forEach(note -> note(note, text));
    return text.toString();
  }

  private static void note(String note, StringBuilder text) {
    text.append("note: ").append(PlainText.of(note)).append('\n');
  }

  private String heading() {
    Duration period = report.period();
    String what = period == null ? "Now on " : "The last " + DurationText.format(period) + " on ";
    Instant oldest = report.oldest();
    String begin = oldest == null || period == null ? "" : ", which has samples since " + oldest;
    String kept =
        report
            .history()
            .kept()
            .filter(told -> told.configured())
            .map(told -> ", which keeps samples for " + DurationText.format(told.length()))
            .orElse("");
    return PlainText.of(what + report.server() + (begin.isEmpty() ? kept : begin)) + ":";
  }

  private String present() {
    Table table =
        new Table(List.of(Table.text("ALERT"), Table.number("READS"), Table.number("HOLDS")));
    for (AlertReport alert : report.alerts()) {
      table.row(alert.alert(), count(alert.reads()), count(alert.holds()));
    }
    return table.render(terminal);
  }

  private String past() {
    Table table =
        new Table(
            List.of(
                Table.text("ALERT"),
                Table.number("READS"),
                Table.number("HOLDS"),
                Table.number("FIRED"),
                Table.number("IN ALL"),
                Table.number("LONGEST"),
                Table.text("VERDICT")));
    for (AlertReport alert : report.alerts()) {
      AlertHistory past = alert.history();
      table.row(
          alert.alert(),
          count(alert.reads()),
          count(alert.holds()),
          past == null ? "-" : Numbers.count(past.firings().size()),
          past == null ? "-" : length(past.total()),
          past == null ? "-" : length(past.longest()),
          past == null ? "not told" : verdict(past));
      table.style(6, past == null ? Style.YELLOW : style(past));
    }
    return table.render(terminal);
  }

  private static String count(OptionalLong count) {
    return count.isPresent() ? Numbers.count(count.getAsLong()) : "-";
  }

  /** The two largest units are enough for people. */
  private static String length(Duration length) {
    Duration rounded =
        length.toDays() > 0
            ? Duration.ofHours(length.toHours())
            : length.toHours() > 0 ? Duration.ofMinutes(length.toMinutes()) : length;
    return rounded.isZero() ? "-" : DurationText.format(rounded);
  }

  private boolean flaps(AlertHistory past) {
    return past.worst(HOUR).filter(burst -> burst.times() > flapsPerHour).isPresent();
  }

  private String verdict(AlertHistory past) {
    if (past.firings().isEmpty()) {
      return "never";
    }
    String now = past.firingNow() > 0 ? "firing" : "";
    String ended =
        past.lastEnd()
            .map(end -> "ended " + length(Duration.between(end, past.to())) + " ago")
            .map(text -> text.replace("ended - ago", "ended just now"))
            .orElse("");
    return (flaps(past) ? "flaps, " : "") + (now.isEmpty() ? ended : now);
  }

  private Style style(AlertHistory past) {
    if (past.firings().isEmpty()) {
      return Style.PLAIN;
    }
    return past.firingNow() > 0 ? Style.RED : flaps(past) ? Style.YELLOW : Style.PLAIN;
  }
}
