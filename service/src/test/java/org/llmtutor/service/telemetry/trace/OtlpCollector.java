package org.llmtutor.service.telemetry.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** A real OTLP/HTTP receiver: reads what it is sent as protobuf and keeps it. */
public final class OtlpCollector implements AutoCloseable {

  private static final HexFormat HEX = HexFormat.of();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> spans = new CopyOnWriteArrayList<>();
  private final List<String> encodings = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile boolean hung;

  /**
   * A span as it came.
   *
   * @param resource the attributes of what sent it
   */
  public record Received(Span span, Map<String, String> resource) {

    public String name() {
      return span.getName();
    }

    public String traceId() {
      return HEX.formatHex(span.getTraceId().toByteArray());
    }

    public String id() {
      return HEX.formatHex(span.getSpanId().toByteArray());
    }

    public String parent() {
      return HEX.formatHex(span.getParentSpanId().toByteArray());
    }

    /** The attribute, or an empty text. */
    public String attribute(String key) {
      return attributes().getOrDefault(key, "");
    }

    public Map<String, String> attributes() {
      return texts(span.getAttributesList());
    }
  }

  public OtlpCollector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = read(exchange);
      asked.countDown();
      if (hung) {
        await(released);
        return;
      }
      if (status == 200) {
        keep(ExportTraceServiceRequest.parseFrom(body));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private byte[] read(HttpExchange exchange) throws IOException {
    String encoding =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Encoding")).orElse("");
    encodings.add(encoding);
    try (InputStream sent = exchange.getRequestBody();
        InputStream plain = encoding.equals("gzip") ? new GZIPInputStream(sent) : sent) {
      return plain.readAllBytes();
    }
  }

  private void keep(ExportTraceServiceRequest request) {
    request
        .getResourceSpansList()
        .forEach(
            resource -> {
              Map<String, String> about = texts(resource.getResource().getAttributesList());
              resource
                  .getScopeSpansList()
                  .forEach(
                      scope ->
                          scope
                              .getSpansList()
                              .forEach(span -> spans.add(new Received(span, about))));
            });
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    Map<String, String> texts = new TreeMap<>();
    attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
    return texts;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(OtlpCollector::text)
              .toList()
              .toString();
      default -> value.toString();
    };
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Settings with which spans come here, and soon; {@code more} are names and values. */
  public Map<String, String> settings(String... more) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("otel.exporter.otlp.endpoint", url());
    settings.put("otel.bsp.schedule.delay", "50");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  /** Starts something with these settings as system properties, which are taken back after. */
  public static <T> T with(Map<String, String> settings, Supplier<T> start) {
    settings.forEach(System::setProperty);
    try {
      return start.get();
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  /** Answers with another status from now on. */
  public void answer(int next) {
    status = next;
  }

  /** Takes requests from now on and does not answer. */
  public void hang() {
    hung = true;
  }

  /** Waits until something was sent. */
  public void awaitRequest() {
    await(asked);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing in a minute");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public List<Received> spans() {
    return List.copyOf(spans);
  }

  /** The {@code Content-Encoding} of each request. */
  public List<String> encodings() {
    return List.copyOf(encodings);
  }

  /** Waits for the first span like this. */
  public Received await(Predicate<Received> like) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      Optional<Received> found = spans.stream().filter(like).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError(
        "no such span in a minute, only " + spans.stream().map(Received::name).toList());
  }

  /** Those of one trace that have come. */
  public List<Received> trace(String id) {
    return spans.stream().filter(span -> span.traceId().equals(id)).toList();
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
