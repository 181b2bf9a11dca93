package org.llmtutor.service.alerting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.service.alerting.Notification.AlertGroup;
import org.llmtutor.service.alerting.Notification.Announcement;

/** Writes messages in Slack's markup. Texts of alerts cannot mention people or make links. */
final class SlackText {

  private static final int LONGEST = 600;
  private static final String WORD_JOINER = "\u2060";

  private final Runbooks runbooks;
  private final int mostAlerts;

  SlackText(Runbooks runbooks, int mostAlerts) {
    this.runbooks = runbooks;
    this.mostAlerts = mostAlerts;
  }

  /** The message as Slack's JSON has it. */
  Map<String, Object> message(AlertGroup group) {
    List<String> lines = new ArrayList<>();
    group.alerts().stream().limit(mostAlerts).forEach(alert -> lines.add(line(alert)));
    int rest = group.alerts().size() - lines.size();
    if (rest > 0) {
      lines.add("… and " + rest + " more");
    }
    boolean fires = group.firing() > 0;
    return message(title(group), String.join("\n", lines), fires ? "danger" : "good");
  }

  /** The same for a text that is no alert. */
  Map<String, Object> message(Announcement announcement) {
    List<String> lines = announcement.lines().stream().map(SlackText::escaped).toList();
    return message(escaped(announcement.title()), String.join("\n", lines), "#439fe0");
  }

  /** {@code text} so that it shows as it is: no mention, no link, no endless message. */
  static String escaped(String text) {
    String cut =
        text.codePointCount(0, text.length()) <= LONGEST
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    return cut.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        // Mattermost and others take a bare @all for a mention.
        .replace("@", "@" + WORD_JOINER);
  }

  private static String title(AlertGroup group) {
    long firing = group.firing();
    String state = firing > 0 ? "FIRING " + firing : "RESOLVED";
    String name = group.alerts().get(0).name();
    boolean one = group.alerts().stream().allMatch(alert -> alert.name().equals(name));
    return "[" + state + "] " + (one ? escaped(name) : group.alerts().size() + " alerts");
  }

  private String line(Alert alert) {
    StringBuilder line = new StringBuilder(alert.firing() ? "firing: " : "resolved: ");
    String summary = alert.text("summary").isEmpty() ? alert.name() : alert.text("summary");
    line.append('*').append(escaped(summary).replace('*', '∗')).append('*');
    if (!alert.severity().isEmpty()) {
      line.append(" (").append(escaped(alert.severity())).append(')');
    }
    runbooks
        .link(alert)
        .ifPresent(url -> line.append(" <").append(target(url)).append("|runbook>"));
    if (alert.firing() && !alert.text("description").isEmpty()) {
      line.append('\n').append(escaped(alert.text("description")));
    }
    return line.toString();
  }

  /** A URL that cannot end the link it stands in. */
  private static String target(String url) {
    StringBuilder safe = new StringBuilder();
    url.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("%3C");
                case '>' -> safe.append("%3E");
                case '|' -> safe.append("%7C");
                case '&' -> safe.append("&amp;");
                default -> {
                  if (c <= ' ') {
                    safe.append("%20");
                  } else {
                    safe.appendCodePoint(c);
                  }
                }
              }
            });
    return safe.toString();
  }

  private static Map<String, Object> message(String title, String text, String colour) {
    Map<String, Object> attachment = new LinkedHashMap<>();
    attachment.put("color", colour);
    attachment.put("text", text);
    attachment.put("fallback", title);
    attachment.put("mrkdwn_in", List.of("text"));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("text", title);
    message.put("attachments", List.of(attachment));
    return message;
  }
}
