package org.llmtutor.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider that fails and repeats all it was sent, headers included, wherever a reply has room.
 */
final class EchoingProvider implements AutoCloseable {

  /** How it fails. */
  enum Way {
    ERROR(
        400,
        "application/json",
        "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"code\":\"%s\"}}"),
    LIMIT(
        429,
        "application/json",
        "{\"error\":{\"message\":\"%s\",\"type\":\"insufficient_quota\"}}"),
    CRASH(500, "text/html", "<html>%s</html>"),
    NOT_JSON(200, "application/json", "%s"),
    ODD_JSON(
        200,
        "application/json",
        "{\"model\":\"%s\",\"choices\":[{\"finish_reason\":\"%s\"}],\"usage\":\"%s\"}"),
    BROKEN_STREAM(200, "text/event-stream", "data: {\"error\":{\"message\":\"%s\"}}\n\n"),
    NOT_A_STREAM(200, "text/event-stream", "data: %s\n\ndata: [DONE]\n\n");

    private final int status;
    private final String type;
    private final String body;

    Way(int status, String type, String body) {
      this.status = status;
      this.type = type;
      this.body = body;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Way way = Way.ERROR;

  EchoingProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  void fail(Way next) {
    way = next;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      String echo = (authorization + " " + sent).replace("\\", "").replace("\"", "'");
      byte[] body = way.body.replace("%s", echo).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().put("Content-Type", List.of(way.type));
      exchange.getResponseHeaders().put("X-Echo", List.of(String.valueOf(authorization)));
      exchange.sendResponseHeaders(way.status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
