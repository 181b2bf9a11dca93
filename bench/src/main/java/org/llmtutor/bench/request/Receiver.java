package org.llmtutor.bench.request;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where error reports go, and what becomes of them there. */
enum Receiver {
  OFF("reports off"),
  HEALTHY("the receiver answers"),
  REFUSING("the receiver answers 429"),
  HUNG("the receiver accepts and says nothing"),
  DOWN("nobody listens");

  private final String shown;

  Receiver(String shown) {
    this.shown = shown;
  }

  /** A running receiver of the kind. */
  Running start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    switch (this) {
      case OFF -> {
        return new Running("", () -> {});
      }
      case HEALTHY, REFUSING -> {
        HttpServer server = HttpServer.create(any, 100);
        server.createContext(
            "/",
            exchange -> {
              try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(this == HEALTHY ? 200 : 429, -1);
              }
            });
        server.start();
        return new Running(dsn(server.getAddress().getPort()), () -> server.stop(0));
      }
      case HUNG -> {
        ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        return new Running(dsn(silent.getLocalPort()), silent);
      }
      case DOWN -> {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          return new Running(dsn(gone.getLocalPort()), () -> {});
        }
      }
    }
    throw new IllegalStateException(name());
  }

  private static String dsn(int port) {
    return "http://key@127.0.0.1:" + port + "/1";
  }

  @Override
  public String toString() {
    return shown;
  }

  /**
   * One that runs.
   *
   * @param dsn what a client is told
   * @param end stops it
   */
  record Running(String dsn, Closeable end) implements Closeable {

    @Override
    public void close() throws IOException {
      end.close();
    }
  }
}
