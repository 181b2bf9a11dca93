package org.llmtutor.cli.logs;

import java.util.List;
import java.util.Locale;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;

/** A story for people. */
final class StoryText {

  private static final int MOST_DETAILS = 12;

  private StoryText() {}

  static String of(Story story, List<LogLine> shown) {
    StringBuilder text = new StringBuilder();
    text.append("request ").append(PlainText.of(story.id())).append('\n');
    head(text, story);
    if (story.lines().isEmpty()) {
      text.append("  no line of it is in these files\n");
    }
    for (LogLine line : shown) {
      line(text, story, line);
    }
    ledger(text, story.ledger());
    text.append("\nnext\n");
    Advice.of(story).forEach(advice -> text.append("  ").append(PlainText.of(advice)).append('\n'));
    return text.toString();
  }

  private static void head(StringBuilder text, Story story) {
    story.reply().ifPresent(reply -> text.append(summary(reply)).append('\n'));
    story.begin().ifPresent(begin -> field(text, "began", begin.toString()));
    story.route().ifPresent(route -> field(text, "route", route));
    story.learner().ifPresent(learner -> field(text, "learner", learner));
    story.traceId().ifPresent(trace -> field(text, "trace", trace));
    text.append('\n');
  }

  private static String summary(LogLine.Access reply) {
    return "  %s %s: %d after %s ms"
        .formatted(
            PlainText.of(reply.method()),
            PlainText.of(reply.route()),
            reply.status(),
            Numbers.count(reply.millis()));
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-8s %s%n", name, PlainText.of(value)));
  }

  private static void line(StringBuilder text, Story story, LogLine line) {
    String logger = line.logger().substring(line.logger().lastIndexOf('.') + 1);
    text.append(
        String.format(
            Locale.ROOT,
            "%9s ms  %-5s %s: %s%n",
            "+" + story.offset(line),
            PlainText.of(line.level()),
            PlainText.of(logger),
            PlainText.of(line.message())));
    List<String> details = line.details();
    for (String detail : details.subList(0, Math.min(MOST_DETAILS, details.size()))) {
      text.append(" ".repeat(14)).append(PlainText.of(detail)).append('\n');
    }
    if (details.size() > MOST_DETAILS) {
      text.append(" ".repeat(14))
          .append("and ")
          .append(details.size() - MOST_DETAILS)
          .append(" more frames; -o json shows all\n");
    }
  }

  private static void ledger(StringBuilder text, LedgerPart ledger) {
    text.append("\nledger\n");
    if (ledger.problem() != null) {
      text.append("  not asked: ").append(PlainText.of(ledger.problem())).append('\n');
    } else if (ledger.rows().isEmpty()) {
      text.append("  no call was made for it\n");
    }
    for (JsonObject row : ledger.rows()) {
      text.append("  ").append(PlainText.of(LedgerPart.line(row))).append('\n');
    }
    if (ledger.rows().size() > 1) {
      text.append("  together ").append(LedgerPart.dollars(ledger.cost())).append('\n');
    }
  }
}
