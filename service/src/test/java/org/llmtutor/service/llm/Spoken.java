package org.llmtutor.service.llm;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the providers of each kind send, so that one test can speak for all of them. */
public enum Spoken {
  OPENAI("/v1", "/chat/completions", "Authorization", "Bearer ", "text/event-stream") {
    @Override
    ProviderConfig config(String baseUrl) {
      return OpenAiConfig.fromConfig(
          baseUrl, "TEST_KEY", "test-model", null, null, null, null, null);
    }

    @Override
    public String whole(String text, String input, String output) {
      return """
      {"model":"told-model","service_tier":"default","choices":[{"message":{"content":"%s"},
      "finish_reason":"stop"}],"usage":{"prompt_tokens":%s,"completion_tokens":%s}}
      """
          .formatted(text, input, output);
    }

    @Override
    public String begin(long input) {
      return "data: {\"model\":\"told-model\",\"service_tier\":\"default\",\"choices\":[]}\n\n";
    }

    @Override
    public String delta(String text) {
      return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    @Override
    public String end(long input, long output) {
      return """
      data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d}}

      data: [DONE]

      """
          .formatted(input, output);
    }

    @Override
    public String error() {
      return "data: {\"error\":{\"message\":\"canary overload\",\"code\":500}}\n\n";
    }
  },

  ANTHROPIC("/v1", "/messages", "x-api-key", "", "text/event-stream") {
    @Override
    ProviderConfig config(String baseUrl) {
      return AnthropicConfig.fromConfig(
          baseUrl, "TEST_KEY", "test-model", null, null, null, null, null);
    }

    @Override
    public String whole(String text, String input, String output) {
      return """
      {"type":"message","model":"told-model","content":[{"type":"text","text":"%s"}],
      "stop_reason":"end_turn",
      "usage":{"input_tokens":%s,"output_tokens":%s,"service_tier":"default"}}
      """
          .formatted(text, input, output);
    }

    @Override
    public String begin(long input) {
      return """
      event: message_start
      data: {"type":"message_start","message":{"model":"told-model","content":[],
      data: "usage":{"input_tokens":%d,"output_tokens":1,"service_tier":"default"}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: ping
      data: {"type":"ping"}

      """
          .formatted(input);
    }

    @Override
    public String delta(String text) {
      return """
      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}

      """
          .formatted(text);
    }

    @Override
    public String end(long input, long output) {
      return """
      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},
      data: "usage":{"output_tokens":%d}}

      event: message_stop
      data: {"type":"message_stop"}

      """
          .formatted(output);
    }

    @Override
    public String error() {
      return """
      event: error
      data: {"type":"error","error":{"type":"overloaded_error","message":"canary overload"}}

      """;
    }
  },

  OLLAMA("", "/api/chat", "Authorization", "Bearer ", "application/x-ndjson") {
    @Override
    ProviderConfig config(String baseUrl) {
      return OllamaConfig.fromConfig(baseUrl, "TEST_KEY", "test-model", null, null, null, null);
    }

    @Override
    public String whole(String text, String input, String output) {
      return """
      {"model":"told-model","message":{"role":"assistant","content":"%s"},"done":true,
      "done_reason":"stop","prompt_eval_count":%s,"eval_count":%s}
      """
          .formatted(text, input, output);
    }

    @Override
    public String begin(long input) {
      return "{\"model\":\"told-model\",\"message\":{\"content\":\"\"},\"done\":false}\n";
    }

    @Override
    public String delta(String text) {
      return "{\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":false}\n";
    }

    @Override
    public String end(long input, long output) {
      return """
      {"message":{"content":""},"done":true,"done_reason":"stop","prompt_eval_count":%d,\
      "eval_count":%d}
      """
          .formatted(input, output);
    }

    @Override
    public String error() {
      return "{\"error\":\"canary overload\"}\n";
    }
  };

  private final String base;
  private final String path;
  private final String keyHeader;
  private final String keyPrefix;
  private final String streamType;

  Spoken(String base, String path, String keyHeader, String keyPrefix, String streamType) {
    this.base = base;
    this.path = path;
    this.keyHeader = keyHeader;
    this.keyPrefix = keyPrefix;
    this.streamType = streamType;
  }

  /** An entry of the configuration that leads to {@code baseUrl}. */
  abstract ProviderConfig config(String baseUrl);

  /** A whole reply; the counts are as they stand in the JSON. */
  public abstract String whole(String text, String input, String output);

  /** What a stream begins with; some providers tell the input here. */
  public abstract String begin(long input);

  /** A piece of text. */
  public abstract String delta(String text);

  /** What a stream ends with; some providers told the input before. */
  public abstract String end(long input, long output);

  /** An error inside a stream. */
  public abstract String error();

  String path() {
    return base + path;
  }

  String keyHeader() {
    return keyHeader;
  }

  String keyValue() {
    return keyPrefix + Calls.KEY;
  }

  public String streamType() {
    return streamType;
  }

  /** The type of its entries, and the name of the shipped one. */
  public String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The base URL of a peer at {@code origin}. */
  public String baseUrl(String origin) {
    return origin + base;
  }

  /** The head of a streamed reply on a raw socket. */
  String streamHead() {
    return RawPeer.STREAM_HEAD.replace("text/event-stream", streamType);
  }

  /** A client of the peer at {@code origin}, such as {@code http://127.0.0.1:8080}. */
  LlmClient client(String origin) {
    return client(origin, ResponseLimits.DEFAULT, Duration.ofSeconds(1));
  }

  LlmClient client(String origin, ResponseLimits limits, Duration drain) {
    LlmConfig config =
        new LlmConfig(
            "peer",
            List.of(),
            Map.of("peer", config(origin + base)),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            RetryPolicy.DEFAULT,
            CircuitConfig.DEFAULT,
            100,
            limits,
            drain,
            3);
    return LlmClients.routes(config, List.of(), Map.of("TEST_KEY", Calls.KEY), Calls.CLOCK)
        .get("peer")
        .client();
  }
}
