package org.llmtutor.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that replies from files, and remembers what it was asked. */
final class Peer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Route> routes = new CopyOnWriteArrayList<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /**
   * One reply.
   *
   * @param condition {@code noauth} or {@code auth} for requests without or with a credential,
   *     {@code hang} never to answer, {@code once} to be used a single time, or empty
   */
  record Route(String method, String path, int status, String file, String condition) {

    boolean matches(HttpExchange exchange) {
      boolean credential = exchange.getRequestHeaders().containsKey("Authorization");
      return exchange.getRequestMethod().equals(method)
          && exchange.getRequestURI().getPath().equals(path)
          && !(condition.equals("noauth") && credential)
          && !(condition.equals("auth") && !credential);
    }
  }

  Peer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds a reply, as {@code METHOD PATH STATUS FILE [CONDITION]}. */
  void reply(String directive) {
    String[] part = directive.split(" ", 5);
    String condition = part.length > 4 ? part[4] : "";
    routes.add(new Route(part[0], part[1], Integer.parseInt(part[2]), part[3], condition));
  }

  /** What was asked since the last call of this method. */
  List<String> drainRequests() {
    List<String> drained = new ArrayList<>(requests);
    requests.clear();
    return drained;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String credential = exchange.getRequestHeaders().getFirst("Authorization");
    String scheme = credential == null ? "" : " " + credential.split(" ", 2)[0];
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + scheme);
    try (InputStream body = exchange.getRequestBody()) {
      body.readAllBytes();
    }
    Route route = route(exchange);
    if (route != null && route.condition().equals("hang")) {
      awaitClose();
    }
    String file = route == null ? "not_found.json" : route.file();
    exchange.getResponseHeaders().set("Content-Type", type(file));
    if (route != null && route.status() / 100 == 3) {
      exchange.getResponseHeaders().set("Location", "https://elsewhere.example/");
    }
    byte[] reply = content(file);
    exchange.sendResponseHeaders(
        route == null ? 404 : route.status(), reply.length == 0 ? -1 : reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }

  private @Nullable Route route(HttpExchange exchange) {
    Route found = null;
    for (Route route : routes) {
      found = found == null && route.matches(exchange) ? route : found;
    }
    if (found != null && found.condition().equals("once")) {
      routes.remove(found);
    }
    return found;
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "prom" -> "text/plain; version=0.0.4; charset=utf-8";
      case "openmetrics" -> "application/openmetrics-text; version=1.0.0; charset=utf-8";
      default -> "application/json";
    };
  }

  private static byte[] content(String file) throws IOException {
    if (file.equals("-")) {
      return new byte[0];
    }
    try (InputStream in = Peer.class.getResourceAsStream("/peers/" + file)) {
      if (in == null) {
        throw new IOException("no such reply: " + file);
      }
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
