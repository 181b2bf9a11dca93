package org.llmtutor.bench.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All peers of an end-to-end run, on free ports of the loopback address:
 *
 * <ul>
 *   <li>{@code POST /v1/chat/completions}, {@code /v1/messages}, {@code /api/chat}: an LLM
 *       provider, see {@link LlmPeer};
 *   <li>{@code PUT /llm/status}: what the provider answers from now on;
 *   <li>{@code POST /notify/NAME}: a receiver of notifications; the body goes to the journal;
 *   <li>a mail server, see {@link MailPeer}.
 * </ul>
 */
final class Peers implements AutoCloseable {

  private static final int THREADS = 16;
  private static final String NOTIFY = "/notify/";

  private final Journal journal;
  private final MailPeer mail;
  private final HttpServer http;
  private final ExecutorService workers;

  /** Starts them; what they receive is written to {@code file}. */
  Peers(Path file) throws IOException {
    journal = new Journal(file);
    mail = new MailPeer(journal);
    workers =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "peers");
              thread.setDaemon(true);
              return thread;
            });
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(workers);
    LlmPeer llm = new LlmPeer();
    http.createContext("/v1/chat/completions", llm::complete);
    http.createContext("/v1/messages", llm::message);
    http.createContext("/api/chat", llm::chat);
    http.createContext("/llm/status", llm::setStatus);
    http.createContext(NOTIFY, this::notified);
    http.start();
  }

  int httpPort() {
    return http.getAddress().getPort();
  }

  int mailPort() {
    return mail.port();
  }

  private void notified(HttpExchange exchange) throws IOException {
    String receiver = exchange.getRequestURI().getPath().substring(NOTIFY.length());
    journal.add(receiver, Bodies.read(exchange));
    Bodies.reply(exchange, 200, "ok");
  }

  @Override
  public void close() throws IOException {
    http.stop(0);
    workers.shutdown();
    mail.close();
  }
}
