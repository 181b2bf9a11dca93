package org.llmtutor.service.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.llm.LlmException.Outcome;

class OpenAiClientTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String COMPLETION =
      """
      {"model":"test-model-2026","choices":[{"index":0,"message":{"role":"assistant",
      "content":"Use a condition."},"finish_reason":"stop"}],"usage":%s}
      """;
  private static final String STREAM =
      """
      data: {"model":"test-model-2026","choices":[{"delta":{"role":"assistant","content":""}}]}

      data: {"choices":[{"delta":{"content":"Use a "}}],"usage":null}

      data: {"choices":[{"delta":{"content":"condition."}}],"usage":null}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":null}

      data: {"choices":[],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,
      data: "prompt_tokens_details":{"cached_tokens":10},
      data: "completion_tokens_details":{"reasoning_tokens":8}}}

      data: [DONE]

      """;

  @RegisterExtension
  static final WireMockExtension PEER =
      WireMockExtension.newInstance().options(options().dynamicPort().dynamicHttpsPort()).build();

  private final ExecutorService threads = Executors.newFixedThreadPool(20);
  private final LlmClient client = Calls.client(http("/v1/"));

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void readsAWholeReply() throws LlmException {
    answerWhole("{\"prompt_tokens\":30,\"completion_tokens\":12}");
    List<String> heard = new ArrayList<>();

    LlmResult result = client.complete(Calls.whole(), heard::add);

    assertThat(result.text()).isEqualTo("Use a condition.");
    assertThat(result.usage()).isEqualTo(TokenUsage.of(30, 12));
    assertThat(result.finishReason()).isEqualTo("stop");
    assertThat(result.model()).isEqualTo("test-model-2026");
    assertThat(result.timeToFirstToken()).isNull();
    assertThat(heard).containsExactly("Use a condition.");
  }

  @Test
  void readsAStreamAndSplitsCachedAndReasoningTokens() throws LlmException {
    answer(eventStream(STREAM));
    List<String> heard = new ArrayList<>();

    LlmResult result = client.complete(Calls.streamed(), heard::add);

    assertThat(heard).containsExactly("Use a ", "condition.");
    assertThat(result.text()).isEqualTo("Use a condition.");
    assertThat(result.usage()).isEqualTo(new TokenUsage(20L, 10L, null, 4L, 8L));
    assertThat(result.timeToFirstToken()).isBetween(Duration.ZERO, result.latency());
  }

  @Test
  void sendsKeyRequestIdLimitAndUsageOption() throws LlmException {
    answer(eventStream(STREAM));

    client.complete(Calls.streamed(), LlmListener.NONE);

    PEER.verify(
        postRequestedFor(urlEqualTo(PATH))
            .withHeader("Authorization", equalTo("Bearer " + Calls.KEY))
            .withHeader("X-Request-Id", equalTo("req-1"))
            .withRequestBody(
                equalToJson(
                    """
                    {"model":"test-model","messages":[{"role":"system","content":"be kind"},
                    {"role":"user","content":"%s"}],"max_completion_tokens":64,"stream":true,
                    "stream_options":{"include_usage":true}}
                    """
                        .formatted(Calls.PROMPT))));
  }

  @Test
  void readsTheUsageThatGroqTellsBesideItsPlace() throws LlmException {
    answer(
        eventStream(
            """
            data: {"choices":[{"delta":{"content":"Hm."}}],"x_groq":{"id":"req"}}

            data: {"choices":[{"delta":{},"finish_reason":"stop"}],
            data: "x_groq":{"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}}

            data: [DONE]

            """));

    assertThat(client.complete(Calls.streamed(), LlmListener.NONE).usage())
        .isEqualTo(TokenUsage.of(9, 2));
  }

  @Test
  void theLastOfCumulativeUsagesStands() throws LlmException {
    answer(
        eventStream(
            """
            data: {"choices":[{"delta":{"content":"A"}}],
            data: "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

            data: {"choices":[{"delta":{"content":"B"},"finish_reason":"stop"}],
            data: "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}

            data: [DONE]

            """));

    assertThat(client.complete(Calls.streamed(), LlmListener.NONE).usage())
        .isEqualTo(TokenUsage.of(9, 2));
  }

  @Test
  void takesAWholeReplyFromAnEndpointThatCannotStream() throws LlmException {
    answerWhole("null");

    LlmResult result = client.complete(Calls.streamed(), LlmListener.NONE);

    assertThat(result.text()).isEqualTo("Use a condition.");
    assertThat(result.usage()).isEqualTo(TokenUsage.UNKNOWN);
  }

  @Test
  void fault21ExplicitZeroUsageStaysZero() throws LlmException {
    answerWhole("{\"prompt_tokens\":0,\"completion_tokens\":0}");

    LlmResult result = client.complete(Calls.whole(), LlmListener.NONE);

    assertThat(result.usage()).isEqualTo(TokenUsage.of(0, 0));
    assertThat(result.usage().isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt_tokens\":-5,\"completion_tokens\":12}",
        "{\"prompt_tokens\":99999999999999999999,\"completion_tokens\":12}",
        "{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":12}",
        "{\"prompt_tokens\":1.5,\"completion_tokens\":12}",
        "{\"prompt_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":6}}",
        "[]"
      })
  void fault20UsageThatCannotBeTrueKeepsTheText(String usage) {
    answerWhole(usage);

    LlmException failure = Calls.failure(client, Calls.whole());

    assertThat(failure).isInstanceOf(LlmException.BadResponse.class);
    assertThat(failure.errorType()).isEqualTo("bad_usage");
    assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(failure.partial().text()).isEqualTo("Use a condition.");
    assertThat(failure.partial().usage()).isEqualTo(TokenUsage.UNKNOWN);
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>canary gateway page</body></html>",
        "{\"choices\":[",
        "{\"choices\":[]}",
        "{\"error\":{\"message\":\"canary\"}}",
        "[1,2]",
        "null"
      })
  void fault20GarbageIsABadResponse(String body) {
    answer(aResponse().withHeader("Content-Type", "application/json").withBody(body));

    LlmException failure = Calls.failure(client, Calls.whole());

    assertThat(failure).isInstanceOf(LlmException.BadResponse.class);
    assertThat(failure.errorType()).isEqualTo("bad_response");
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.toString()).doesNotContain("canary");
  }

  @Test
  void fault20HtmlInsteadOfAStreamIsABadResponse() {
    answer(aResponse().withHeader("Content-Type", "text/html").withBody("<p>canary</p>"));

    assertThat(Calls.failure(client, Calls.streamed()).errorType()).isEqualTo("bad_response");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "400, rejected, false, NOT_CHARGED",
        "404, not_found, false, NOT_CHARGED",
        "401, authentication, false, NOT_CHARGED",
        "403, authentication, false, NOT_CHARGED",
        "402, quota_exceeded, false, NOT_CHARGED",
        "429, rate_limited, true, NOT_CHARGED",
        "408, unavailable, true, NOT_CHARGED",
        "500, unavailable, true, NOT_CHARGED",
        "502, unavailable, true, UNKNOWN",
        "503, unavailable, true, NOT_CHARGED",
        "504, unavailable, true, UNKNOWN",
        "529, unavailable, true, NOT_CHARGED",
        "204, bad_response, false, UNKNOWN",
      })
  void readsStatusCodes(int status, String errorType, boolean retryable, Outcome outcome) {
    answer(aResponse().withStatus(status));

    LlmException failure = Calls.failure(client, Calls.streamed());

    assertThat(failure.errorType()).isEqualTo(errorType);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.outcome()).isEqualTo(outcome);
    assertThat(failure.retryAfter()).isEmpty();
    assertThat(failure).hasNoCause();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "7, PT7S",
        "'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
        "'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
        "soon, -",
        "-3, -"
      })
  void fault18ReadsRetryAfterAsSecondsOrDate(String header, @Nullable Duration expected) {
    answer(aResponse().withStatus(429).withHeader("Retry-After", header));

    assertThat(Calls.failure(client, Calls.whole()).retryAfter().orElse(null)).isEqualTo(expected);
  }

  @Test
  void fault18QuotaErrorsAreNotRetried() {
    answer(
        aResponse()
            .withStatus(429)
            .withHeader("Retry-After", "1")
            .withBody("{\"error\":{\"message\":\"canary\",\"code\":\"insufficient_quota\"}}"));

    LlmException failure = Calls.failure(client, Calls.whole());

    assertThat(failure).isInstanceOf(LlmException.QuotaExceeded.class);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void fault38RedirectsAreNotFollowed() {
    answer(aResponse().withStatus(307).withHeader("Location", http("/elsewhere")));

    LlmException failure = Calls.failure(client, Calls.whole());

    assertThat(failure.errorType()).isEqualTo("redirected");
    PEER.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  void fault22AnErrorInsideAStreamKeepsThePart() {
    answer(
        eventStream(
            """
            data: {"choices":[{"delta":{"content":"Use a "}}]}

            data: {"error":{"message":"canary overload","code":500}}

            """));

    LlmException failure = Calls.failure(client, Calls.streamed());

    assertThat(failure).isInstanceOf(LlmException.BrokenStream.class);
    assertThat(failure.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(failure.partial().text()).isEqualTo("Use a ");
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.toString()).doesNotContain("canary");
  }

  @Test
  void fault33NoMessageTellsKeyPromptOrBody() {
    answer(aResponse().withStatus(400).withBody(Calls.KEY + Calls.PROMPT + "canary body"));

    LlmException failure = Calls.failure(client, Calls.whole());

    assertThat(failure.toString()).doesNotContain("canary");
    assertThat(Calls.whole().toString()).doesNotContain("canary");
  }

  @Test
  void aCertificateNobodyVouchesForGetsNoKey() {
    answerWhole("null");
    LlmClient secure = Calls.client("https://localhost:" + PEER.getHttpsPort() + "/v1");

    LlmException failure = Calls.failure(secure, Calls.whole());

    assertThat(failure.errorType()).isEqualTo("unavailable");
    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_CHARGED);
    PEER.verify(0, postRequestedFor(urlEqualTo(PATH)));
  }

  @Test
  void manyCallsAtOnceDoNotMix() {
    for (int i = 0; i < 20; i++) {
      String id = "call-" + i;
      PEER.stubFor(
          post(urlEqualTo(PATH))
              .withHeader("X-Request-Id", equalTo(id))
              .willReturn(
                  eventStream(STREAM.replace("condition", id)).withChunkedDribbleDelay(5, 50)));
    }

    List<String> texts =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> textOf("call-" + i), threads))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(texts)
        .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "Use a call-" + i + ".").toList());
  }

  private String textOf(String requestId) {
    LlmRequest request =
        new LlmRequest(
            "test-model",
            List.of(LlmMessage.user("hello")),
            64,
            Duration.ofSeconds(10),
            requestId,
            true,
            null);
    try {
      return client.complete(request, LlmListener.NONE).text();
    } catch (LlmException e) {
      return e.toString();
    }
  }

  @Test
  void aReplyOverTheLimitIsRefused() {
    answer(aResponse().withHeader("Content-Type", "application/json").withBody("x".repeat(5000)));
    LlmClient limited =
        Calls.client(http("/v1"), new ResponseLimits(4096, 1024), Duration.ofSeconds(1));

    assertThat(Calls.failure(limited, Calls.whole()).errorType()).isEqualTo("response_too_large");
  }

  @Test
  void aListenerThatLeavesAWholeReplyLeavesTextAndUsage() {
    answerWhole("{\"prompt_tokens\":30,\"completion_tokens\":12}");

    LlmException failure =
        Calls.failure(
            client,
            Calls.whole(),
            text -> {
              throw new LlmListener.ListenerGone();
            });

    assertThat(failure).isInstanceOf(LlmException.ClientGone.class);
    assertThat(failure.partial().usage()).isEqualTo(TokenUsage.of(30, 12));
  }

  private static String http(String path) {
    return PEER.getRuntimeInfo().getHttpBaseUrl() + path;
  }

  private static void answerWhole(String usage) {
    answer(
        aResponse()
            .withHeader("Content-Type", "application/json")
            .withBody(COMPLETION.formatted(usage)));
  }

  private static ResponseDefinitionBuilder eventStream(String body) {
    return aResponse()
        .withHeader("Content-Type", "text/event-stream; charset=utf-8")
        .withBody(body);
  }

  private static void answer(ResponseDefinitionBuilder response) {
    PEER.stubFor(post(urlEqualTo(PATH)).willReturn(response));
  }
}
