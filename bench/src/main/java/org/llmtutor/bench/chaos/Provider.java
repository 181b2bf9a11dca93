package org.llmtutor.bench.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Speaks OpenAI's chat completions, slowly: what it answers, counts and waits follows from the key
 * in the prompt. Its journal is what a real provider's bill would be. Safe for concurrent use.
 */
final class Provider implements AutoCloseable {

  private static final int BACKLOG = 1_024;

  private static final String WHOLE =
      """
      {"id":"c","object":"chat.completion","model":"gpt-4o-mini",
       "choices":[{"index":0,"finish_reason":"stop",
         "message":{"role":"assistant","content":"What happens on the last turn?"}}],
       "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}
      """;

  private static final String EVENTS =
      """
      data: {"choices":[{"index":0,"delta":{"content":"What happens on "}}]}

      data: {"choices":[{"index":0,"delta":{"content":"the last turn?"}}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}

      data: [DONE]

      """;

  /**
   * A call.
   *
   * @param called when it came
   * @param answered when the answer began to leave; null while the provider thinks
   */
  record Served(Instant called, @Nullable Instant answered) {}

  static {
    // Headers and body leave in two packets; without this each reply waits 40 ms for the second.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Trigger trigger;
  private final Map<String, Served> journal = new ConcurrentHashMap<>();

  /** Listens on a free port of the loopback address. */
  Provider(Trigger trigger) throws IOException {
    this.trigger = trigger;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    http.setExecutor(workers);
    http.createContext("/v1/chat/completions", this::complete);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
  }

  /** Every call by its request id, with an ordinal when one id called twice. */
  Map<String, Served> journal() {
    return Map.copyOf(journal);
  }

  private void complete(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String requestId = exchange.getRequestHeaders().getFirst("X-Request-Id");
      String entry = enter(requestId == null ? "none" : requestId);
      trigger.called();
      String key = Lesson.keyIn(body);
      LockSupport.parkNanos(Duration.ofMillis(Lesson.millis(key)).toNanos());
      journal.computeIfPresent(entry, (id, call) -> new Served(call.called(), Instant.now()));
      answer(exchange, body.contains("\"stream\":true"), Lesson.tokens(key));
      trigger.answered();
    }
  }

  private String enter(String requestId) {
    Served call = new Served(Instant.now(), null);
    String entry = requestId;
    for (int n = 2; journal.putIfAbsent(entry, call) != null; n++) {
      entry = requestId + "/" + n;
    }
    return entry;
  }

  private static void answer(HttpExchange exchange, boolean streamed, Lesson.Tokens tokens)
      throws IOException {
    String form = streamed ? EVENTS : WHOLE;
    byte[] body =
        form.formatted(tokens.input(), tokens.output(), tokens.input() + tokens.output())
            .getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", streamed ? "text/event-stream" : "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    workers.shutdownNow();
  }
}
