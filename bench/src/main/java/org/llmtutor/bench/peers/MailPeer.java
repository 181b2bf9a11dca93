package org.llmtutor.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A mail server (RFC 5321) that accepts every message, one connection after the other, and writes
 * it into a journal under the name {@code mail}. Offers neither TLS nor authentication.
 */
final class MailPeer implements AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final int MAX_MESSAGE = 1 << 20;
  private static final int BACKLOG = 16;

  private final ServerSocket server;
  private final Journal journal;

  /** Listens on a free port of the loopback address. */
  MailPeer(Journal journal) throws IOException {
    this.journal = journal;
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "mail-peer");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
        talk(client);
      } catch (IOException e) {
        // The client went away, or this server was closed: the loop's condition tells.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    Writer out = new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8);
    say(out, "220 peer ESMTP");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.length() < 4 ? "" : line.substring(0, 4);
      if (verb.equalsIgnoreCase("DATA")) {
        say(out, "354 end with a line of one full stop");
        journal.add("mail", message(in));
      }
      say(out, verb.equalsIgnoreCase("QUIT") ? "221 bye" : "250 fine");
      if (verb.equalsIgnoreCase("QUIT")) {
        return;
      }
    }
  }

  private static String message(BufferedReader in) throws IOException {
    StringBuilder message = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      message.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
      if (message.length() > MAX_MESSAGE) {
        throw new IOException("a message of more than " + MAX_MESSAGE + " characters; send less");
      }
    }
    return message.toString();
  }

  private static void say(Writer out, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
