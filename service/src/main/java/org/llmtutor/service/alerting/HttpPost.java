package org.llmtutor.service.alerting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.EndpointPolicy;
import org.llmtutor.service.telemetry.trace.HttpCall;
import org.llmtutor.service.telemetry.trace.TraceSpan;
import org.llmtutor.service.telemetry.trace.Tracing;

/**
 * Posts JSON, once, with one deadline for everything. Redirects are not followed, replies are not
 * kept, and before each call the host's addresses are checked again. Safe for concurrent use.
 */
final class HttpPost {

  private static final int TOO_MANY = 429;
  private static final int TIMED_OUT = 408;

  private final Duration timeout;
  private final Clock clock;
  private final Tracing tracing;
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpPost::daemon);
  private final HttpClient client;

  HttpPost(Duration timeout, Clock clock, Tracing tracing) {
    this.timeout = timeout;
    this.clock = clock;
    this.tracing = tracing;
    this.client =
        HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** Posts {@code body} to {@code endpoint}, to {@code path} behind its own. */
  void send(Endpoint endpoint, String path, byte[] body)
      throws DeliveryException, InterruptedException {
    try (TraceSpan span = tracing.call("POST")) {
      try {
        send(endpoint, path, body, span);
      } catch (DeliveryException e) {
        span.failed(e.getClass().getSimpleName());
        throw e;
      }
    }
  }

  private void send(Endpoint endpoint, String path, byte[] body, TraceSpan span)
      throws DeliveryException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    HttpRequest.Builder builder =
        endpoint
            .request(path)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    span.writeHeaders(builder::header);
    HttpRequest request = builder.build();
    HttpCall.to(span, "POST", request.uri());
    boolean allowed =
        await(CompletableFuture.supplyAsync(() -> isAllowed(endpoint.host()), threads), deadline);
    if (!allowed) {
      throw new DeliveryException.Refused(
          "the host resolves to a link-local or metadata address; nothing was sent");
    }
    HttpResponse<Void> reply =
        await(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()), deadline);
    HttpCall.answered(span, reply.statusCode());
    judge(reply);
  }

  private static <T> T await(CompletableFuture<T> future, long deadline)
      throws DeliveryException, InterruptedException {
    try {
      return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new DeliveryException.Unavailable("no reply in time", null);
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    } catch (CancellationException e) {
      throw broken(e);
    }
  }

  /** Only the kind of failure is told: messages may repeat the address. */
  private static DeliveryException broken(@Nullable Throwable cause) {
    String kind = cause == null ? "unknown" : cause.getClass().getSimpleName();
    return new DeliveryException.Unavailable("the call failed (" + kind + ")", null);
  }

  private void judge(HttpResponse<Void> reply) throws DeliveryException {
    int status = reply.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    String message = "the receiver answered HTTP " + status;
    if (status >= 500 || status == TOO_MANY || status == TIMED_OUT) {
      Duration wait = reply.headers().firstValue("Retry-After").map(this::wait).orElse(null);
      throw new DeliveryException.Unavailable(message, wait);
    }
    throw new DeliveryException.Refused(message);
  }

  /** Seconds or a date; zero when it is neither or has passed. */
  private Duration wait(String retryAfter) {
    String text = retryAfter.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static boolean isAllowed(String host) {
    if (EndpointPolicy.isLiteral(host)) {
      return true; // It was checked when it was configured.
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (EndpointPolicy.isLinkLocalOrMetadata(address)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return true; // The call itself will say so.
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "alert-http");
    thread.setDaemon(true);
    return thread;
  }
}
