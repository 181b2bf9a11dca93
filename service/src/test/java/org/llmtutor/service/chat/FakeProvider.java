package org.llmtutor.service.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real HTTP peer that speaks OpenAI's chat completions unless told otherwise, or breaks off in
 * the way a test asks.
 */
final class FakeProvider implements AutoCloseable {

  /** Answers one request. */
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  static {
    // Headers and body leave in two packets; without this each reply waits 40 ms for the second.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Behaviour behaviour = reply("Think about the loop.", 100, 10);

  FakeProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      behaviour.answer(exchange);
    }
  }

  String url() {
    return origin() + "/v1";
  }

  /** Where it listens, without a path. */
  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Overrides that make this the service's provider, with {@code more} behind them. */
  String[] overrides(String... more) {
    Stream<String> own =
        Stream.of(
            "llm.provider=openai",
            "llm.providers.openai.type=openai",
            "llm.providers.openai.baseUrl=" + url(),
            "llm.providers.openai.apiKeyEnv=",
            "llm.providers.openai.model=gpt-4o-mini");
    return Stream.concat(own, Arrays.stream(more)).toArray(String[]::new);
  }

  /** Overrides with more of them. */
  static String[] join(String[] overrides, String... more) {
    return Stream.concat(Arrays.stream(overrides), Arrays.stream(more)).toArray(String[]::new);
  }

  int calls() {
    return calls.get();
  }

  void behave(Behaviour next) {
    calls.set(0);
    behaviour = next;
  }

  /** A whole reply with these token counts. */
  static Behaviour reply(String text, long input, long output) {
    return json(
        200,
        """
        {"id":"x","model":"gpt-4o-mini","choices":[{"index":0,"finish_reason":"stop",
         "message":{"role":"assistant","content":"%s"}}],
         "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}
        """
            .formatted(text, input, output, input + output));
  }

  static Behaviour json(int status, String body) {
    return send(status, "application/json", body);
  }

  static Behaviour html() {
    return send(200, "text/html", "<html><body>maintenance</body></html>");
  }

  /** Server-sent events, as given. */
  static Behaviour events(String body) {
    return send(200, "text/event-stream", body);
  }

  static Behaviour limited(String retryAfter) {
    return exchange -> {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
      json(429, "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit\"}}").answer(exchange);
    };
  }

  /** Accepts and says nothing for longer than the caller's deadline. */
  static Behaviour hang() {
    return exchange -> pause(5_000);
  }

  /** Begins a stream, sends this and then nothing for longer than the caller's deadline. */
  static Behaviour hangInStream(String begin) {
    return pauseInStream(begin, 5_000, "");
  }

  /** A stream with a pause in the middle. */
  static Behaviour pauseInStream(String begin, int millis, String end) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write((": here\n\n" + begin).getBytes(StandardCharsets.UTF_8));
        out.flush();
        pause(millis);
        out.write(end.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  /** Answers after a while. */
  static Behaviour slow(int millis, Behaviour then) {
    return exchange -> {
      pause(millis);
      then.answer(exchange);
    };
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Behaviour send(int status, String type, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
