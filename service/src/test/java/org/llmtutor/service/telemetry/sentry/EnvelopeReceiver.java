package org.llmtutor.service.telemetry.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What stands where Sentry would: takes envelopes over HTTP, plain or gzipped, and answers as a
 * test says. Safe for concurrent use.
 */
public final class EnvelopeReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One part of an envelope, such as an {@code event}, {@code transaction} or {@code session}. */
  public record Item(String type, String text) {

    /** The payload as a tree. */
    public JsonNode json() {
      return read(text);
    }

    /** A tag's value, or an empty text. */
    public String tag(String name) {
      return json().path("tags").path(name).asText();
    }
  }

  private record Answer(int status, Map<String, String> headers) {}

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final AtomicInteger envelopes = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Answer answer = new Answer(200, Map.of());

  /** Listens on a free port of the loopback interface. */
  public EnvelopeReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/1/envelope/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  /** What a client is told to find it by. */
  public String dsn() {
    return "http://key@127.0.0.1:" + server.getAddress().getPort() + "/1";
  }

  /** Answers so from now on. */
  public void answer(int status, Map<String, String> headers) {
    answer = new Answer(status, headers);
  }

  /** Never answers from now on. */
  public void hang() {
    answer = null;
  }

  /** How many envelopes have come, whatever was answered. */
  public int envelopes() {
    return envelopes.get();
  }

  /** The next item of a type that came or comes; others before it are dropped. */
  public Item next(String type) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Item item = items.poll(30, TimeUnit.SECONDS);
    while (item != null && !item.type().equals(type)) {
      item = items.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
    if (item == null) {
      throw new AssertionError("no " + type + " came");
    }
    return item;
  }

  /** Everything of a type that has come by now. */
  public List<Item> all(String type) {
    return items.stream().filter(item -> item.type().equals(type)).toList();
  }

  /** The text of every item that has come by now. */
  public String text() {
    return items.stream().map(Item::text).collect(Collectors.joining("\n"));
  }

  private void take(HttpExchange exchange) throws IOException {
    Answer now = answer;
    byte[] body = body(exchange);
    envelopes.incrementAndGet();
    if (now == null) {
      awaitEnd();
      exchange.close();
      return;
    }
    if (now.status() < 300) {
      parse(body);
    }
    now.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] reply = "{}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(now.status(), reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }

  private void awaitEnd() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream sent = exchange.getRequestBody();
        InputStream plain = gzip ? new GZIPInputStream(sent) : sent) {
      return plain.readAllBytes();
    }
  }

  /** A header line, then for each item a header line and as many bytes as it says. */
  private void parse(byte[] envelope) {
    int at = line(envelope, 0).length + 1;
    while (at < envelope.length) {
      byte[] head = line(envelope, at);
      at += head.length + 1;
      if (head.length == 0) {
        continue;
      }
      JsonNode header = read(new String(head, StandardCharsets.UTF_8));
      int length = header.has("length") ? header.get("length").asInt() : line(envelope, at).length;
      String text = new String(envelope, at, length, StandardCharsets.UTF_8);
      items.add(new Item(header.path("type").asText(), text));
      at += length + 1;
    }
  }

  private static byte[] line(byte[] bytes, int from) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int i = from; i < bytes.length && bytes[i] != '\n'; i++) {
      line.write(bytes[i]);
    }
    return line.toByteArray();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
