package org.llmtutor.bench.peers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whole bodies of requests and replies, as UTF-8. */
final class Bodies {

  private static final int MAX_BODY = 1 << 20;

  private Bodies() {}

  /** The request's body; an {@link IOException} when it is longer than 1 MiB. */
  static String read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new IOException("a body of more than " + MAX_BODY + " bytes; send less");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Answers and ends the exchange. */
  static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    boolean json = text.startsWith("{");
    exchange.getResponseHeaders().set("Content-Type", json ? "application/json" : "text/plain");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
