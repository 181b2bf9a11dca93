package org.llmtutor.cli.cost;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.Authorization;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonWriter;

/**
 * A channel that takes Slack's webhook messages. Whoever knows its address can write to it: the
 * address is a secret, and stands in no message.
 */
final class Webhook {

  private final URI address;
  private final String origin;

  private Webhook(URI address, String origin) {
    this.address = address;
    this.origin = origin;
  }

  /**
   * Reads an address.
   *
   * @param origin what gave it, for messages
   */
  static Webhook parse(String text, String origin) {
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme());
      boolean http = scheme.equals("https") || scheme.equals("http");
      if (!http || address.getHost() == null || address.getUserInfo() != null) {
        throw notUsable(origin);
      }
      return new Webhook(address, origin);
    } catch (URISyntaxException e) {
      throw notUsable(origin);
    }
  }

  private static CliException notUsable(String origin) {
    return CliException.usage(
        origin + ": not the address of a webhook; it begins with https:// (it is not shown here)");
  }

  /** Sends a text once; nothing is retried, no redirect followed. */
  void send(HttpCaller http, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    String json = JsonWriter.write(Map.of("text", escaped));
    HttpRequest request = HttpRequest.post(address, Authorization.NONE, json);
    int status = status(http, request);
    if (status / 100 != 2) {
      throw CliException.failed(
          "%s: the webhook answered %d; check its address (it is a secret and not shown)"
              .formatted(origin, status));
    }
  }

  private int status(HttpCaller http, HttpRequest request) {
    try (HttpReply reply = http.quiet().send(request)) {
      return reply.status();
    } catch (CliException e) {
      // Its message names the address.
      throw CliException.failed(
          "%s: the webhook did not answer; check its address (it is a secret and not shown)"
              .formatted(origin));
    }
  }
}
