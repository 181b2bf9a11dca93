package org.llmtutor.service.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer on a real socket that answers each request byte by byte as a test dictates. */
final class RawPeer implements AutoCloseable {

  static final String STREAM_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

  /** What the peer does with a connection once the request has been read. */
  @FunctionalInterface
  interface Script {
    void answer(Connection connection) throws Exception;
  }

  private final ServerSocket server;
  private final CompletableFuture<Boolean> clientClosed = new CompletableFuture<>();
  private final AtomicInteger requests = new AtomicInteger();

  RawPeer(Script script) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(script), "raw-peer");
    thread.setDaemon(true);
    thread.start();
  }

  /** A peer that sends a fixed text and closes. */
  static RawPeer sending(String text) throws IOException {
    return new RawPeer(connection -> connection.send(text));
  }

  /** Address for an {@link OpenAiConfig}. */
  String baseUrl() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  /** Where it listens, without a path. */
  String origin() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  /** Waits until the client has closed its side; false when it does not within five seconds. */
  boolean sawClientClose() throws Exception {
    try {
      return clientClosed.get(5, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  /** One client that has sent its request. */
  final class Connection {

    private final Socket socket;
    private final OutputStream out;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
    }

    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void sendEachByteAlone(String text) throws IOException {
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        out.write(b);
        out.flush();
      }
    }

    /** Says nothing more until the client closes. */
    void hang() {
      try {
        clientClosed.complete(socket.getInputStream().read() < 0);
      } catch (IOException e) {
        clientClosed.complete(true);
      }
    }

    /** Sends {@code text} again and again until the client closes. */
    void sendForEver(String text, int pauseMillis) throws InterruptedException {
      try {
        while (true) {
          send(text);
          Thread.sleep(pauseMillis);
        }
      } catch (IOException e) {
        clientClosed.complete(true);
      }
    }

    /** Makes the end of the script a reset. */
    void resetAtEnd() throws IOException {
      socket.setSoLinger(true, 0);
    }
  }

  private void serve(Script script) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setTcpNoDelay(true);
        readRequest(socket.getInputStream());
        requests.incrementAndGet();
        script.answer(new Connection(socket));
      } catch (Exception e) {
        // The client went away or the test ended.
      }
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no request");
      }
      head.append((char) b);
    }
    for (String line : head.toString().lines().toList()) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        in.readNBytes(Integer.parseInt(line.substring(15).strip()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
