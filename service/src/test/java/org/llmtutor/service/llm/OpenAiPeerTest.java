package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llmtutor.service.llm.LlmException.Outcome;

/** Peers that hang, break or dawdle, on real sockets. */
@Timeout(30)
class OpenAiPeerTest {

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String DELTA = "data: {\"choices\":[{\"delta\":{\"content\":\"Hé \"}}]}\n\n";
  private static final String FINISH =
      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  @Test
  void fault17AHangBeforeTheAnswerEndsAtTheDeadline() throws Exception {
    try (RawPeer peer = new RawPeer(connection -> connection.hang())) {
      long start = System.nanoTime();

      LlmException failure =
          Calls.failure(Calls.client(peer.baseUrl()), Calls.request(true, SHORT));

      assertThat(failure).isInstanceOf(LlmException.TimedOut.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.retryable()).isFalse();
      assertThat(System.nanoTime() - start).isBetween(SHORT.toNanos(), 5_000_000_000L);
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @Test
  void fault17ATrickleEndsAtTheDeadlineAndClosesTheConnection() throws Exception {
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(RawPeer.STREAM_HEAD + DELTA);
              connection.sendForEver(":", 5);
            })) {
      LlmException failure =
          Calls.failure(Calls.client(peer.baseUrl()), Calls.request(true, SHORT));

      assertThat(failure).isInstanceOf(LlmException.TimedOut.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(failure.partial().text()).isEqualTo("Hé ");
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @Test
  void aTrickledWholeReplyEndsAtTheDeadline() throws Exception {
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n");
              connection.sendForEver(" ", 5);
            })) {
      LlmException failure =
          Calls.failure(Calls.client(peer.baseUrl()), Calls.request(false, SHORT));

      assertThat(failure).isInstanceOf(LlmException.TimedOut.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @Test
  void fault22AHalfStreamKeepsThePart() throws Exception {
    try (RawPeer peer = RawPeer.sending(RawPeer.STREAM_HEAD + DELTA + "data: {\"choi")) {
      LlmException failure = Calls.failure(Calls.client(peer.baseUrl()), Calls.streamed());

      assertThat(failure).isInstanceOf(LlmException.BrokenStream.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(failure.partial().text()).isEqualTo("Hé ");
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void aDoneWithoutAFinishReasonIsABrokenStream() throws Exception {
    try (RawPeer peer = RawPeer.sending(RawPeer.STREAM_HEAD + DELTA + USAGE + DONE)) {
      LlmException failure = Calls.failure(Calls.client(peer.baseUrl()), Calls.streamed());

      assertThat(failure.errorType()).isEqualTo("broken_stream");
      assertThat(failure.partial().usage()).isEqualTo(TokenUsage.of(3, 2));
    }
  }

  @Test
  void aStreamThatBrokeBeforeAnyTextMayBeRetried() throws Exception {
    try (RawPeer peer = RawPeer.sending(RawPeer.STREAM_HEAD)) {
      LlmException failure = Calls.failure(Calls.client(peer.baseUrl()), Calls.streamed());

      assertThat(failure.errorType()).isEqualTo("broken_stream");
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void aResetInTheMiddleIsABrokenStream() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(RawPeer.STREAM_HEAD + DELTA);
              heard.await(5, TimeUnit.SECONDS);
              connection.resetAtEnd();
            })) {
      LlmException failure =
          Calls.failure(Calls.client(peer.baseUrl()), Calls.streamed(), text -> heard.countDown());

      assertThat(failure.errorType()).isEqualTo("broken_stream");
      assertThat(failure.partial().text()).isEqualTo("Hé ");
    }
  }

  @Test
  void aResetBeforeTheAnswerLeavesTheChargeUnknownAndIsOneRequest() throws Exception {
    try (RawPeer peer = new RawPeer(connection -> connection.resetAtEnd())) {
      LlmException failure = Calls.failure(Calls.client(peer.baseUrl()), Calls.streamed());

      assertThat(failure.errorType()).isEqualTo("unavailable");
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(peer.requests()).isEqualTo(1);
    }
  }

  @Test
  void nobodyListeningIsNotCharged() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    LlmException failure =
        Calls.failure(Calls.client("http://127.0.0.1:" + port + "/v1"), Calls.streamed());

    assertThat(failure.errorType()).isEqualTo("unavailable");
    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_CHARGED);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aPeerThatDoesNotSpeakHttpGivesNothingAway() throws Exception {
    try (RawPeer peer = RawPeer.sending("SSH-2.0-canary\r\n\r\n")) {
      LlmException failure = Calls.failure(Calls.client(peer.baseUrl()), Calls.streamed());

      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.toString()).doesNotContain("canary");
    }
  }

  @Test
  void charactersMayBeCutAnywhere() throws Exception {
    String all =
        RawPeer.STREAM_HEAD + ": keep-alive\r\n\r\n" + DELTA.replace("\n", "\r\n") + FINISH + DONE;
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.sendEachByteAlone(all);
            })) {
      LlmResult result = Calls.client(peer.baseUrl()).complete(Calls.streamed(), LlmListener.NONE);

      assertThat(result.text()).isEqualTo("Hé ");
      assertThat(result.usage()).isEqualTo(TokenUsage.UNKNOWN);
    }
  }

  @Test
  void aStreamThatEndsAfterTheFinishReasonIsComplete() throws Exception {
    try (RawPeer peer = RawPeer.sending(RawPeer.STREAM_HEAD + DELTA + FINISH)) {
      LlmResult result = Calls.client(peer.baseUrl()).complete(Calls.streamed(), LlmListener.NONE);

      assertThat(result.finishReason()).isEqualTo("stop");
    }
  }

  @Test
  void aStreamThatHangsAfterTheFinishReasonIsCompleteAtTheDeadline() throws Exception {
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(RawPeer.STREAM_HEAD + DELTA + FINISH);
              connection.hang();
            })) {
      LlmResult result =
          Calls.client(peer.baseUrl()).complete(Calls.request(true, SHORT), LlmListener.NONE);

      assertThat(result.text()).isEqualTo("Hé ");
      assertThat(result.usage()).isEqualTo(TokenUsage.UNKNOWN);
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @Test
  void fault23ALearnerWhoLeavesIsDrainedForTheUsage() throws Exception {
    try (RawPeer peer =
        RawPeer.sending(RawPeer.STREAM_HEAD + DELTA + DELTA + FINISH + USAGE + DONE)) {
      List<String> heard = new ArrayList<>();

      LlmException failure =
          Calls.failure(Calls.client(peer.baseUrl()), Calls.streamed(), leaveAfterOne(heard));

      assertThat(failure).isInstanceOf(LlmException.ClientGone.class);
      assertThat(failure.partial())
          .isEqualTo(new LlmException.Partial("Hé Hé ", TokenUsage.of(3, 2)));
      assertThat(heard).hasSize(1);
    }
  }

  @Test
  void fault23ALearnerWhoLeavesAnEndlessStreamClosesItSoon() throws Exception {
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(RawPeer.STREAM_HEAD);
              connection.sendForEver(DELTA, 5);
            })) {
      LlmClient client =
          Calls.client(peer.baseUrl(), ResponseLimits.DEFAULT, Duration.ofMillis(50));

      LlmException failure =
          Calls.failure(client, Calls.streamed(), leaveAfterOne(new ArrayList<>()));

      assertThat(failure).isInstanceOf(LlmException.ClientGone.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @Test
  void anEndlessLineIsCutOff() throws Exception {
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(RawPeer.STREAM_HEAD + DELTA);
              connection.sendForEver("x".repeat(512), 1);
            })) {
      LlmClient client =
          Calls.client(peer.baseUrl(), new ResponseLimits(100_000, 2048), Duration.ZERO);

      LlmException failure = Calls.failure(client, Calls.streamed());

      assertThat(failure.errorType()).isEqualTo("response_too_large");
      assertThat(failure.partial().text()).isEqualTo("Hé ");
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @Test
  void anInterruptGivesTheAttemptUpAndClosesTheConnection() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              asked.countDown();
              connection.hang();
            })) {
      AtomicReference<LlmException> failure = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> failure.set(Calls.failure(Calls.client(peer.baseUrl()), Calls.streamed())));
      caller.start();
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();
      caller.join();

      assertThat(failure.get()).isInstanceOf(LlmException.ClientGone.class);
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  private static LlmListener leaveAfterOne(List<String> heard) {
    return text -> {
      heard.add(text);
      throw new LlmListener.ListenerGone();
    };
  }
}
