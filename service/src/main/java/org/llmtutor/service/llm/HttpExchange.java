package org.llmtutor.service.llm;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.EndpointPolicy;
import org.llmtutor.service.telemetry.RequestContext;

/**
 * Sends one request, once, and waits for the head of the response. Before each request the host's
 * addresses are checked against {@link EndpointPolicy}: a name may point elsewhere than it did at
 * the start. (The connection is then made from the same cached answer of the resolver.)
 */
final class HttpExchange {

  /** Asks for the addresses of a host, as {@link InetAddress#getAllByName} does. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final String provider;
  private final RemoteConfig config;
  private final Resolver resolver;
  private final String host;
  private final ExecutorService threads;
  private final HttpClient client;

  HttpExchange(String provider, RemoteConfig config, Resolver resolver) {
    this.provider = provider;
    this.config = config;
    this.resolver = resolver;
    this.host = EndpointPolicy.host(config.baseUrl());
    this.threads = Executors.newCachedThreadPool(HttpExchange::daemon);
    boolean plain = "http".equalsIgnoreCase(config.baseUrl().getScheme());
    this.client =
        HttpClient.newBuilder()
            // Without a request's context: one connection's work is for whichever request is next.
            .executor(threads)
            .connectTimeout(config.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            // On plain HTTP, version 2 would try an upgrade that some servers answer wrongly.
            .version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
            .build();
  }

  /** Returns as soon as status and headers are there. */
  HttpResponse<ResponseBytes> send(
      HttpRequest request, HttpResponse.BodyHandler<ResponseBytes> body, Deadline deadline)
      throws LlmException {
    checkAddresses(deadline);
    CompletableFuture<HttpResponse<ResponseBytes>> response = client.sendAsync(request, body);
    try {
      return response.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandon(response);
      throw new LlmException.TimedOut(
          provider + ": deadline passed before an answer", LlmException.Partial.NONE);
    } catch (InterruptedException e) {
      abandon(response);
      throw interrupted();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (CancellationException e) {
      throw failure(e);
    }
  }

  private static void abandon(CompletableFuture<HttpResponse<ResponseBytes>> response) {
    if (!response.cancel(true) && !response.isCompletedExceptionally()) {
      response.join().body().close(); // It came in the last moment.
    }
  }

  /** Only the kind of failure is told: messages may repeat what the provider sent. */
  private LlmException failure(@Nullable Throwable cause) {
    String kind = cause == null ? "unknown" : cause.getClass().getSimpleName();
    if (cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof UnresolvedAddressException
        || cause instanceof UnknownHostException
        || cause instanceof SSLHandshakeException) {
      return new LlmException.Unavailable(
          provider + ": cannot connect (" + kind + ")", LlmException.Outcome.NOT_CHARGED, null);
    }
    if (cause instanceof ProtocolException) {
      return new LlmException.BadResponse(
          provider + ": does not speak HTTP", "bad_response", LlmException.Partial.NONE);
    }
    return new LlmException.Unavailable(
        provider + ": connection broke before an answer (" + kind + ")",
        LlmException.Outcome.UNKNOWN,
        null);
  }

  private void checkAddresses(Deadline deadline) throws LlmException {
    if (config.allowLinkLocal() || EndpointPolicy.isLiteral(host)) {
      return;
    }
    // On a thread of its own, because a resolver cannot be given a deadline.
    CompletableFuture<Boolean> allowed =
        CompletableFuture.supplyAsync(RequestContext.carry(this::resolvesToAllowed), threads);
    try {
      if (!allowed.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
        throw new LlmException.Rejected(
            provider + ": the host resolves to a link-local or metadata address; nothing was sent",
            "blocked_address");
      }
    } catch (TimeoutException e) {
      throw new LlmException.Unavailable(
          provider + ": the host's name could not be resolved in time",
          LlmException.Outcome.NOT_CHARGED,
          null);
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private boolean resolvesToAllowed() {
    try {
      for (InetAddress address : resolver.addresses(host)) {
        if (EndpointPolicy.isLinkLocalOrMetadata(address)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return true; // Not resolvable here: a proxy may know it, else connecting fails.
    }
  }

  private LlmException interrupted() {
    Thread.currentThread().interrupt();
    return new LlmException.ClientGone(provider + ": interrupted", LlmException.Partial.NONE);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "llm-http");
    thread.setDaemon(true);
    return thread;
  }
}
