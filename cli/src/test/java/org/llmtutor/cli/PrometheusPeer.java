package org.llmtutor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;

/** A server that speaks as much of the Prometheus HTTP API as a backtest asks, over real HTTP. */
public final class PrometheusPeer implements AutoCloseable {

  /** The error of a query. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String type;

    private Refusal(int status, String type, String message) {
      super(message);
      this.status = status;
      this.type = type;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Object> fixed = new HashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final InMemoryQueryableBuilder samples = InMemoryQueryable.builder();
  private final int maxSteps;
  private volatile String token = "";

  /** A server without samples that evaluates at most {@code maxSteps} at once. */
  public PrometheusPeer(int maxSteps) throws IOException {
    this.maxSteps = maxSteps;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds a series, in the notation of unit tests. */
  public void load(String notation, Instant start, Duration step) {
    samples.load(notation, start, step);
  }

  /** Replies with {@code data} to {@code path}, such as {@code status/flags}. */
  public void tell(String path, Object data) {
    fixed.put(path, data);
  }

  /** Answers only those who send {@code required}. */
  public void require(String required) {
    token = required;
  }

  /** The paths below {@code /api/v1/} that were asked, with their queries. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
    Map<String, String> parameters = parameters(exchange);
    asked.add(path + " " + parameters.getOrDefault("query", ""));
    Map<String, Object> reply = new LinkedHashMap<>();
    int status = 200;
    String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!token.isEmpty() && !sent.equals("Bearer " + token)) {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    try {
      reply.put("status", "success");
      reply.put("data", data(path, parameters));
    } catch (PromqlException e) {
      status = 422;
      error(reply, "execution", String.valueOf(e.getMessage()));
    } catch (Refusal e) {
      status = e.status;
      error(reply, e.type, String.valueOf(e.getMessage()));
    }
    byte[] bytes = new ObjectMapper().writeValueAsBytes(reply);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void error(Map<String, Object> reply, String type, String message) {
    reply.put("status", "error");
    reply.put("errorType", type);
    reply.put("error", message);
  }

  private static Map<String, String> parameters(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = body.isEmpty() ? exchange.getRequestURI().getRawQuery() : body;
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private Object data(String path, Map<String, String> parameters) {
    if (fixed.containsKey(path)) {
      return fixed.get(path);
    }
    return switch (path) {
      case "query" -> query(parameters);
      case "query_range" -> range(parameters);
      case "series" -> series(parameters);
      case "label/__name__/values" -> names();
      default -> throw new Refusal(404, "not_found", "no such path");
    };
  }

  private Object names() {
    TreeSet<String> names = new TreeSet<>();
    samples.build().series().forEach(series -> names.add(series.labels().metricName()));
    return names;
  }

  private Object series(Map<String, String> parameters) {
    Expr match = Promql.parse(parameters.getOrDefault("match[]", ""));
    List<Object> found = new ArrayList<>();
    for (Series series :
        samples
            .build()
            .select(
                time(parameters, "start"),
                time(parameters, "end"),
                ((VectorSelector) match).matchers())) {
      found.add(series.labels().toMap());
    }
    return found;
  }

  private Object query(Map<String, String> parameters) {
    Expr expr = Promql.parse(parameters.getOrDefault("query", ""));
    Value value =
        new Engine(EngineOptions.DEFAULTS)
            .instant(samples.build(), expr, time(parameters, "time"))
            .value();
    List<Object> result = new ArrayList<>();
    if (value instanceof Value.Vector vector) {
      for (Value.Sample sample : vector.samples()) {
        List<Object> point = point(sample.timestamp(), sample.value());
        result.add(Map.of("metric", sample.labels().toMap(), "value", point));
      }
    }
    return Map.of("resultType", "vector", "result", result);
  }

  private Object range(Map<String, String> parameters) {
    Instant start = time(parameters, "start");
    Instant end = time(parameters, "end");
    Duration step = Duration.between(Instant.EPOCH, time(parameters, "step"));
    if (Duration.between(start, end).dividedBy(step) >= maxSteps) {
      throw new Refusal(400, "bad_data", "exceeded maximum resolution of points per timeseries");
    }
    Expr expr = Promql.parse(parameters.getOrDefault("query", ""));
    Value value =
        new Engine(EngineOptions.DEFAULTS).range(samples.build(), expr, start, end, step).value();
    List<Object> result = new ArrayList<>();
    for (Series series : ((Value.Matrix) value).series()) {
      List<Object> points = new ArrayList<>();
      for (int i = 0; i < series.samples().length(); i++) {
        points.add(point(series.samples().timestampAt(i), series.samples().valueAt(i)));
      }
      result.add(Map.of("metric", series.labels().toMap(), "values", points));
    }
    return Map.of("resultType", "matrix", "result", result);
  }

  private static List<Object> point(long millis, double value) {
    return List.of(BigDecimal.valueOf(millis, 3), Double.toString(value));
  }

  private static Instant time(Map<String, String> parameters, String name) {
    String seconds = parameters.getOrDefault(name, "0");
    return Instant.ofEpochMilli(new BigDecimal(seconds).movePointRight(3).longValue());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
