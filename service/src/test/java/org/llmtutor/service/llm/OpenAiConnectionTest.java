package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llmtutor.service.llm.LlmException.Outcome;

/** Where connections go, and that they are used again. */
@Timeout(30)
class OpenAiConnectionTest {

  private static final String REPLY =
      """
      data: {"choices":[{"delta":{"content":"ok"},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  @Test
  void completeStreamsLeaveTheirConnectionForLaterCalls() throws Exception {
    int calls = 30;
    Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          connections.add(exchange.getRemoteAddress());
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(REPLY.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try {
      LlmClient client = Calls.client("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
      for (int i = 0; i < calls; i++) {
        client.complete(Calls.streamed(), LlmListener.NONE);
      }
    } finally {
      server.stop(0);
    }
    assertThat(connections).hasSizeLessThan(calls);
  }

  @Test
  void fault38ANameThatComesToPointAtMetadataIsNotCalled() throws Exception {
    try (RawPeer peer = RawPeer.sending(RawPeer.STREAM_HEAD + REPLY)) {
      byte[] metadata = {(byte) 169, (byte) 254, (byte) 169, (byte) 254};
      InetAddress[] rebound = {
        InetAddress.getLoopbackAddress(), InetAddress.getByAddress("localhost", metadata)
      };

      LlmException failure = Calls.failure(named(peer, host -> rebound), Calls.streamed());

      assertThat(failure.errorType()).isEqualTo("blocked_address");
      assertThat(failure.outcome()).isEqualTo(Outcome.NOT_CHARGED);
      assertThat(peer.requests()).isZero();
    }
  }

  @Test
  void aNameThatOnlyTheConnectionCanResolveIsLeftToIt() throws Exception {
    try (RawPeer peer = RawPeer.sending(RawPeer.STREAM_HEAD + REPLY)) {
      LlmClient client =
          named(
              peer,
              host -> {
                throw new UnknownHostException(host);
              });

      assertThat(client.complete(Calls.streamed(), LlmListener.NONE).text()).isEqualTo("ok");
    }
  }

  @Test
  void aResolverThatHangsIsHeldToTheDeadline() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawPeer peer = RawPeer.sending(RawPeer.STREAM_HEAD + REPLY)) {
      LlmClient client =
          named(
              peer,
              host -> {
                awaitQuietly(end);
                return new InetAddress[0];
              });

      LlmException failure = Calls.failure(client, Calls.request(true, Duration.ofMillis(200)));

      assertThat(failure.errorType()).isEqualTo("unavailable");
      assertThat(failure.outcome()).isEqualTo(Outcome.NOT_CHARGED);
      assertThat(peer.requests()).isZero();
    } finally {
      end.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A client that knows the peer by a name, resolved by {@code resolver}. */
  private static LlmClient named(RawPeer peer, HttpExchange.Resolver resolver) {
    OpenAiConfig config =
        OpenAiConfig.fromConfig(
            peer.baseUrl().replace("127.0.0.1", "localhost"),
            null,
            "test-model",
            null,
            null,
            null,
            null,
            null);
    return new RemoteClient(
        "peer",
        config,
        new OpenAiProtocol("max_tokens"),
        ApiKey.fromEnvironment("key", null, Map.of()),
        ResponseLimits.DEFAULT,
        Duration.ZERO,
        Calls.CLOCK,
        resolver);
  }
}
