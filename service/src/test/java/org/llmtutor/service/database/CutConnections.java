package org.llmtutor.service.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and PostgreSQL and cuts the connection at the next COMMIT. */
final class CutConnections implements AutoCloseable {

  /** When the connection is cut. */
  enum When {
    NEVER,
    BEFORE_THE_SERVER_HEARS_IT,
    BEFORE_THE_CLIENT_HEARS_THE_ANSWER
  }

  private final ServerSocket listening;
  private final int server;
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile When when = When.NEVER;

  CutConnections(int server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How often it has cut. */
  int cuts() {
    return cuts.get();
  }

  /** Cuts once. */
  void cutAtCommit(When moment) {
    when = moment;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), server);
        start(() -> forward(client, peer));
        start(() -> back(peer, client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void forward(Socket client, Socket peer) {
    try {
      InputStream in = client.getInputStream();
      OutputStream out = peer.getOutputStream();
      byte[] buffer = new byte[65_536];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        When moment = momentOf(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        if (moment == When.BEFORE_THE_SERVER_HEARS_IT) {
          break;
        }
        if (moment == When.BEFORE_THE_CLIENT_HEARS_THE_ANSWER) {
          client.close();
        }
        out.write(buffer, 0, n);
        if (moment == When.BEFORE_THE_CLIENT_HEARS_THE_ANSWER) {
          return; // The server's answer ends the other direction, and its connection.
        }
      }
      client.close();
      peer.close();
    } catch (IOException e) {
      // The other side has gone, which is what this is for.
    }
  }

  private When momentOf(String sent) {
    if (!sent.contains("COMMIT")) {
      return When.NEVER;
    }
    When moment = when;
    when = When.NEVER;
    if (moment != When.NEVER) {
      cuts.incrementAndGet();
    }
    return moment;
  }

  private static void back(Socket peer, Socket client) {
    try (client;
        peer) {
      peer.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // As above.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "cut-connections");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
