package org.llmtutor.cli.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is said when there is no alert to list: that all is quiet, and what that is worth. */
final class Quiet {

  private Quiet() {}

  /**
   * One line.
   *
   * @param others how many alerts there are that the filters leave out
   * @param rules how the rules fare; null when not told
   */
  static String text(String url, int others, @Nullable List<RuleHealth> rules, Instant now) {
    if (others > 0) {
      return "No alert is like that; "
          + count(others, "other")
          + (others == 1 ? " is" : " are")
          + " pending, firing or kept quiet.\n";
    } else if (rules == null) {
      return "All is quiet: no alert at " + url + ".\n";
    }
    long alerts = rules.stream().filter(RuleHealth::alerting).count();
    if (alerts == 0) {
      return "No alert, but no alerting rules either: none are loaded at " + url + ".\n";
    }
    Instant last =
        rules.stream()
            .map(RuleHealth::evaluated)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
    return "All is quiet: none of "
        + count(alerts, "alerting rule")
        + " holds, "
        + (last == null
            ? "but none has been evaluated yet"
            : "last evaluated " + AlertPrinter.age(last, now) + " ago")
        + ".\n";
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
