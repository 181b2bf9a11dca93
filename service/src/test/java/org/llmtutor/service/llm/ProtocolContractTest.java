package org.llmtutor.service.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.service.llm.LlmException.Outcome;

/** What every kind of provider must do alike, each on a real HTTP peer. */
@Timeout(30)
class ProtocolContractTest {

  private static final Duration SHORT = Duration.ofMillis(400);

  @RegisterExtension
  static final WireMockExtension PEER =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @ParameterizedTest
  @EnumSource
  void readsAWholeReply(Spoken spoken) throws LlmException {
    answerWhole(spoken, "30", "12");
    List<String> heard = new ArrayList<>();

    LlmResult result = client(spoken).complete(Calls.whole(), heard::add);

    assertThat(result.text()).isEqualTo("Use a loop.");
    assertThat(result.usage()).isEqualTo(TokenUsage.of(30, 12));
    assertThat(result.finishReason()).isEqualTo("stop");
    assertThat(result.model()).isEqualTo("told-model");
    assertThat(result.serviceTier()).isEqualTo(spoken == Spoken.OLLAMA ? null : "default");
    assertThat(heard).containsExactly("Use a loop.");
  }

  @ParameterizedTest
  @EnumSource
  void readsAStream(Spoken spoken) throws LlmException {
    answerStream(spoken, spoken.delta("Use ") + spoken.delta("a loop.") + spoken.end(30, 12));
    List<String> heard = new ArrayList<>();

    LlmResult result = client(spoken).complete(Calls.streamed(), heard::add);

    assertThat(heard).containsExactly("Use ", "a loop.");
    assertThat(result.text()).isEqualTo("Use a loop.");
    assertThat(result.usage()).isEqualTo(TokenUsage.of(30, 12));
    assertThat(result.finishReason()).isEqualTo("stop");
    assertThat(result.model()).isEqualTo("told-model");
    assertThat(result.serviceTier()).isEqualTo(spoken == Spoken.OLLAMA ? null : "default");
    assertThat(result.timeToFirstToken()).isBetween(Duration.ZERO, result.latency());
  }

  @ParameterizedTest
  @EnumSource
  void sendsTheKeyInItsHeaderAndTheRequestId(Spoken spoken) throws LlmException {
    answerWhole(spoken, "30", "12");

    client(spoken).complete(Calls.whole(), LlmListener.NONE);

    PEER.verify(
        postRequestedFor(urlEqualTo(spoken.path()))
            .withHeader(spoken.keyHeader(), equalTo(spoken.keyValue()))
            .withHeader("X-Request-Id", equalTo("req-1")));
  }

  @ParameterizedTest
  @EnumSource
  void takesAWholeReplyFromAnEndpointThatCannotStream(Spoken spoken) throws LlmException {
    answerWhole(spoken, "30", "12");

    assertThat(client(spoken).complete(Calls.streamed(), LlmListener.NONE).text())
        .isEqualTo("Use a loop.");
  }

  @ParameterizedTest
  @EnumSource
  void fault17AHangEndsAtTheDeadlineAndTheChargeIsUnknown(Spoken spoken) throws Exception {
    try (RawPeer peer = new RawPeer(connection -> connection.hang())) {
      LlmException failure =
          Calls.failure(spoken.client(peer.origin()), Calls.request(true, SHORT));

      assertThat(failure).isInstanceOf(LlmException.TimedOut.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.retryable()).isFalse();
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void fault17AHangInTheMiddleKeepsThePart(Spoken spoken) throws Exception {
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(spoken.streamHead() + spoken.begin(30) + spoken.delta("Hé "));
              connection.hang();
            })) {
      LlmException failure =
          Calls.failure(spoken.client(peer.origin()), Calls.request(true, SHORT));

      assertThat(failure).isInstanceOf(LlmException.TimedOut.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(failure.partial().text()).isEqualTo("Hé ");
      assertThat(failure.partial().usage().isComplete()).isFalse();
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void fault18ARateLimitTellsHowLongToWait(Spoken spoken) {
    answer(spoken, aResponse().withStatus(429).withHeader("retry-after", "7"));

    LlmException failure = Calls.failure(client(spoken), Calls.whole());

    assertThat(failure).isInstanceOf(LlmException.RateLimited.class);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_CHARGED);
  }

  static Stream<Arguments> statuses() {
    return Stream.of(Spoken.values())
        .flatMap(
            spoken ->
                Stream.of(
                    Arguments.of(spoken, 400, "rejected", false),
                    Arguments.of(spoken, 401, "authentication", false),
                    Arguments.of(spoken, 402, "quota_exceeded", false),
                    Arguments.of(spoken, 404, "not_found", false),
                    Arguments.of(spoken, 413, "rejected", false),
                    Arguments.of(spoken, 500, "unavailable", true),
                    Arguments.of(spoken, 503, "unavailable", true),
                    Arguments.of(spoken, 529, "unavailable", true)));
  }

  /** Fault 19, among others. */
  @ParameterizedTest
  @MethodSource("statuses")
  void fault19StatusesSayWhetherToTryAgain(
      Spoken spoken, int status, String errorType, boolean retryable) {
    answer(spoken, aResponse().withStatus(status).withBody("canary"));

    LlmException failure = Calls.failure(client(spoken), Calls.streamed());

    assertThat(failure.errorType()).isEqualTo(errorType);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.anotherMayHelp()).isEqualTo(!errorType.equals("rejected"));
    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_CHARGED);
    assertThat(failure.toString()).doesNotContain("canary");
  }

  static Stream<Arguments> garbage() {
    return Stream.of(Spoken.values())
        .flatMap(
            spoken ->
                Stream.of("", "<html>canary</html>", "{\"model\":", "[1]", "null", "{}")
                    .map(body -> Arguments.of(spoken, body)));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void fault20GarbageIsABadResponse(Spoken spoken, String body) {
    answer(spoken, aResponse().withHeader("Content-Type", "application/json").withBody(body));

    LlmException failure = Calls.failure(client(spoken), Calls.whole());

    assertThat(failure.errorType()).isEqualTo("bad_response");
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.toString()).doesNotContain("canary");
  }

  static Stream<Arguments> impossible() {
    return Stream.of(Spoken.values())
        .flatMap(
            spoken ->
                Stream.of("-5", "99999999999999999999", "9223372036854775807", "1.5", "\"3\"")
                    .map(count -> Arguments.of(spoken, count)));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void fault20UsageThatCannotBeTrueKeepsTheText(Spoken spoken, String count) {
    answerWhole(spoken, "30", count);

    LlmException failure = Calls.failure(client(spoken), Calls.whole());

    assertThat(failure.errorType()).isEqualTo("bad_usage");
    assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(failure.partial().text()).isEqualTo("Use a loop.");
    assertThat(failure.partial().usage().isComplete()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void fault21AnExplicitZeroStaysZero(Spoken spoken) throws LlmException {
    answerWhole(spoken, "0", "0");
    assertThat(client(spoken).complete(Calls.whole(), LlmListener.NONE).usage())
        .isEqualTo(TokenUsage.of(0, 0));

    answer(spoken, stream(spoken, spoken.begin(0) + spoken.delta("Free.") + spoken.end(0, 0)));
    assertThat(client(spoken).complete(Calls.streamed(), LlmListener.NONE).usage())
        .isEqualTo(TokenUsage.of(0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void fault22AStreamWithoutAFinishReasonKeepsThePart(Spoken spoken) {
    answerStream(spoken, spoken.delta("Use "));

    LlmException failure = Calls.failure(client(spoken), Calls.streamed());

    assertThat(failure).isInstanceOf(LlmException.BrokenStream.class);
    assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(failure.partial().text()).isEqualTo("Use ");
    assertThat(failure.partial().usage().isComplete()).isFalse();
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void fault22AnErrorInsideAStreamKeepsThePart(Spoken spoken) {
    answerStream(spoken, spoken.delta("Use ") + spoken.error() + spoken.end(30, 12));

    LlmException failure = Calls.failure(client(spoken), Calls.streamed());

    assertThat(failure).isInstanceOf(LlmException.BrokenStream.class);
    assertThat(failure.partial().text()).isEqualTo("Use ");
    assertThat(failure.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorBeforeAnyTextMayBeTriedAgain(Spoken spoken) {
    answer(spoken, stream(spoken, spoken.error()));

    LlmException failure = Calls.failure(client(spoken), Calls.streamed());

    assertThat(failure.errorType()).isEqualTo("broken_stream");
    assertThat(failure.retryable()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void fault23ALearnerWhoLeavesIsDrainedForTheUsage(Spoken spoken) throws Exception {
    try (RawPeer peer =
        RawPeer.sending(
            spoken.streamHead()
                + spoken.begin(30)
                + spoken.delta("Hé ")
                + spoken.delta("Hé ")
                + spoken.end(30, 12))) {
      List<String> heard = new ArrayList<>();

      LlmException failure =
          Calls.failure(spoken.client(peer.origin()), Calls.streamed(), leaveAfterOne(heard));

      assertThat(failure).isInstanceOf(LlmException.ClientGone.class);
      assertThat(failure.partial().text()).isEqualTo("Hé Hé ");
      assertThat(failure.partial().usage()).isEqualTo(TokenUsage.of(30, 12));
      assertThat(failure.anotherMayHelp()).isFalse();
      assertThat(heard).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void fault23ALearnerWhoLeavesAnEndlessStreamClosesItSoon(Spoken spoken) throws Exception {
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(spoken.streamHead() + spoken.begin(30));
              connection.sendForEver(spoken.delta("Hé "), 5);
            })) {
      LlmClient client =
          spoken.client(peer.origin(), ResponseLimits.DEFAULT, Duration.ofMillis(50));

      LlmException failure =
          Calls.failure(client, Calls.streamed(), leaveAfterOne(new ArrayList<>()));

      assertThat(failure).isInstanceOf(LlmException.ClientGone.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(peer.sawClientClose()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void charactersMayBeCutAnywhere(Spoken spoken) throws Exception {
    String all =
        spoken.streamHead()
            + (spoken.begin(30) + spoken.delta("Hé ☕") + spoken.end(30, 12)).replace("\n", "\r\n");
    try (RawPeer peer = new RawPeer(connection -> connection.sendEachByteAlone(all))) {
      LlmResult result = spoken.client(peer.origin()).complete(Calls.streamed(), LlmListener.NONE);

      assertThat(result.text()).isEqualTo("Hé ☕");
      assertThat(result.usage()).isEqualTo(TokenUsage.of(30, 12));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndlessLineIsCutOff(Spoken spoken) throws Exception {
    try (RawPeer peer =
        new RawPeer(
            connection -> {
              connection.send(spoken.streamHead() + spoken.begin(30) + spoken.delta("Hé "));
              connection.sendForEver("x".repeat(512), 1);
            })) {
      LlmClient client =
          spoken.client(peer.origin(), new ResponseLimits(100_000, 2048), Duration.ZERO);

      LlmException failure = Calls.failure(client, Calls.streamed());

      assertThat(failure.errorType()).isEqualTo("response_too_large");
      assertThat(failure.partial().text()).isEqualTo("Hé ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void fault38TheKeyDoesNotFollowARedirect(Spoken spoken) {
    String elsewhere = PEER.getRuntimeInfo().getHttpBaseUrl() + "/elsewhere";
    answer(spoken, aResponse().withStatus(307).withHeader("Location", elsewhere));

    assertThat(Calls.failure(client(spoken), Calls.whole()).errorType()).isEqualTo("redirected");
    PEER.verify(0, anyRequestedFor(urlEqualTo("/elsewhere")));
  }

  private static LlmListener leaveAfterOne(List<String> heard) {
    return text -> {
      heard.add(text);
      throw new LlmListener.ListenerGone();
    };
  }

  private static LlmClient client(Spoken spoken) {
    return spoken.client(PEER.getRuntimeInfo().getHttpBaseUrl());
  }

  private static void answerWhole(Spoken spoken, String input, String output) {
    answer(
        spoken,
        aResponse()
            .withHeader("Content-Type", "application/json")
            .withBody(spoken.whole("Use a loop.", input, output)));
  }

  private static void answerStream(Spoken spoken, String events) {
    answer(spoken, stream(spoken, spoken.begin(30) + events));
  }

  private static ResponseDefinitionBuilder stream(Spoken spoken, String events) {
    return aResponse()
        .withHeader("Content-Type", spoken.streamType() + "; charset=utf-8")
        .withBody(events);
  }

  private static void answer(Spoken spoken, ResponseDefinitionBuilder response) {
    PEER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(418)));
    PEER.stubFor(post(urlEqualTo(spoken.path())).willReturn(response));
  }
}
