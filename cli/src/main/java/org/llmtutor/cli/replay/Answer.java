package org.llmtutor.cli.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.PlainText;

/**
 * How a request ended.
 *
 * @param outcome {@code acknowledged}, or the status and code, or why there was no whole reply
 * @param usage what the reply says it used; null when there was none
 * @param model which answered; empty without a reply
 * @param latency from when the request was due to the end of the reply
 * @param waits how many times the service asked to come later
 * @param repeats how many times the request was sent again because of no reply
 */
record Answer(
    String outcome, @Nullable Usage usage, String model, Duration latency, int waits, int repeats) {

  static final String ACKNOWLEDGED = "acknowledged";

  /** Of a reply whose usage is in it. */
  static Answer acknowledged(JsonObject reply, Duration latency, int waits, int repeats) {
    Usage usage = new Usage(1, Tokens.of(reply.object("usage")), reply.number("cost_usd"));
    String model = PlainText.of(reply.text("model"));
    return new Answer(ACKNOWLEDGED, usage, model, latency, waits, repeats);
  }

  boolean isAcknowledged() {
    return usage != null;
  }
}
