package org.llmtutor.cli.logs;

import java.util.ArrayList;
import java.util.List;

/** What an operator could do next about a request. */
final class Advice {

  private Advice() {}

  static List<String> of(Story story) {
    List<String> next = new ArrayList<>();
    int status = story.reply().map(LogLine.Access::status).orElse(0);
    if (story.ledger().has("unknown")) {
      next.add("a call's outcome is not known: compare with 'monitorctl ledger reconcile'");
    }
    if (story.ledger().error().isPresent()) {
      next.add(
          "the provider failed ("
              + story.ledger().error().get()
              + "): see 'monitorctl health' and docs/runbooks/LlmProviderOutage.md");
    }
    if (status == 429) {
      next.add("it was refused: see 'monitorctl budget' and the message above");
    } else if (status == 401 || status == 403) {
      next.add("the caller's token was not accepted: the caller needs another one");
    } else if (status == 499) {
      next.add("the caller left before the reply had ended: nothing to do here");
    } else if (status >= 500 && story.ledger().error().isEmpty()) {
      next.add("see whether it is more than one: 'monitorctl alerts', 'monitorctl health'");
    }
    if (status == 0 && !story.lines().isEmpty()) {
      next.add("its reply is not in these files: name the access log too, or it has not ended");
    }
    if (!story.ledger().rows().isEmpty()) {
      next.add("'monitorctl ledger show --request " + story.id() + "' has the rows in full");
    }
    story
        .traceId()
        .ifPresent(trace -> next.add("trace " + trace + " in your tracing tool has the spans"));
    if (next.isEmpty() && !story.hasError()) {
      next.add("nothing: it went as it should");
    }
    return next;
  }
}
