package org.llmtutor.service.llm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.llmtutor.service.telemetry.trace.HttpCall;
import org.llmtutor.service.telemetry.trace.TraceSpan;

/**
 * Calls a provider over HTTP in its {@link Protocol}, streamed or not. The deadline covers
 * everything from resolving the name to the last byte; the first text may have one of its own.
 * Redirects are not followed, sizes are bounded, and an attempt that is given up closes its
 * connection.
 */
final class RemoteClient implements LlmClient {

  private static final int MAX_ERROR_BYTES = 64 * 1024;
  private static final Duration ERROR_BODY_PATIENCE = Duration.ofSeconds(2);

  private final String provider;
  private final Protocol protocol;
  private final ApiKey key;
  private final ResponseLimits limits;
  private final Duration drain;
  private final Clock clock;
  private final URI endpoint;
  private final HttpExchange http;

  RemoteClient(
      String provider,
      RemoteConfig config,
      Protocol protocol,
      ApiKey key,
      ResponseLimits limits,
      Duration drainAfterClientGone,
      Clock clock,
      HttpExchange.Resolver resolver) {
    this.provider = provider;
    this.protocol = protocol;
    this.key = key;
    this.limits = limits;
    this.drain = drainAfterClientGone;
    this.clock = clock;
    String base = config.baseUrl().toString();
    this.endpoint = URI.create(base.replaceAll("/+$", "") + protocol.path());
    this.http = new HttpExchange(provider, config, resolver);
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public LlmResult complete(LlmRequest request, LlmListener listener) throws LlmException {
    try (TraceSpan span = TraceSpan.call("POST")) {
      HttpCall.to(span, "POST", endpoint);
      return complete(request, listener, span);
    }
  }

  private LlmResult complete(LlmRequest request, LlmListener listener, TraceSpan span)
      throws LlmException {
    try {
      return exchange(request, listener, span);
    } catch (LlmException e) {
      span.failed(e.errorType());
      throw e;
    }
  }

  private LlmResult exchange(LlmRequest request, LlmListener listener, TraceSpan span)
      throws LlmException {
    Deadline deadline = Deadline.after(request.deadline());
    Deadline first = request.forFirstText(deadline);
    int maxBytes = limits.maxResponseBytes();
    HttpResponse<ResponseBytes> response =
        http.send(
            httpRequest(request, span),
            info -> new ResponseBytes(info.statusCode() == 200 ? maxBytes : MAX_ERROR_BYTES),
            first);
    HttpCall.answered(span, response.statusCode());
    try (ResponseBytes body = response.body()) {
      if (response.statusCode() != 200) {
        byte[] error = readError(body, deadline);
        throw StatusErrors.of(provider, protocol, response, error, clock);
      }
      Reply reply = new Reply(deadline, request.model());
      return isStream(response)
          ? new ReplyStream(provider, protocol, limits, drain, reply, listener)
              .read(body, first, deadline)
          : readWhole(body, deadline, reply, listener);
    }
  }

  private HttpRequest httpRequest(LlmRequest request, TraceSpan span) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .header("Accept", request.stream() ? protocol.streamType() : "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(protocol.body(request)));
    if (request.requestId().matches("[!-~]{1,200}")) {
      builder.header("X-Request-Id", request.requestId());
    }
    span.writeHeaders(builder::header);
    protocol.sign(builder, key);
    return builder.build();
  }

  /** The body of an error reply, or nothing when it cannot be had soon. */
  private static byte[] readError(ResponseBytes body, Deadline deadline) {
    try {
      return body.readAll(deadline.shortenedTo(ERROR_BODY_PATIENCE));
    } catch (TimeoutException | IOException | BadReply e) {
      return new byte[0];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new byte[0];
    }
  }

  private LlmResult readWhole(
      ResponseBytes body, Deadline deadline, Reply reply, LlmListener listener)
      throws LlmException {
    try {
      byte[] json = body.readAll(deadline);
      String text = protocol.reader(reply).acceptWhole(Json.parse(json));
      if (!text.isEmpty()) {
        listener.delta(text);
      }
      return reply.result();
    } catch (LlmListener.ListenerGone e) {
      throw new LlmException.ClientGone(provider + ": the listener left", reply.partial());
    } catch (TimeoutException e) {
      throw new LlmException.TimedOut(provider + ": deadline passed", reply.partial());
    } catch (IOException e) {
      throw new LlmException.BrokenStream(provider + ": connection broke", reply.partial());
    } catch (BadReply e) {
      throw e.toException(provider, reply.partial());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LlmException.ClientGone(provider + ": interrupted", reply.partial());
    }
  }

  private boolean isStream(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .map(type -> type.toLowerCase(Locale.ROOT).startsWith(protocol.streamType()))
        .orElse(false);
  }
}
