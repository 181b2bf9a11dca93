package org.llmtutor.bench.peers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * Speaks enough of OpenAI's chat completions, Anthropic's Messages and Ollama's chat for the tutor:
 * every request gets the same short reply, or an error with the status last asked for. Safe for
 * concurrent use.
 */
final class LlmPeer {

  private static final int OK = 200;

  private static final String COMPLETION =
      """
      {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4o-mini",
       "choices":[{"index":0,"finish_reason":"stop",
         "message":{"role":"assistant","content":"What does your loop do on its last turn?"}}],
       "usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}
      """;

  private static final String MESSAGE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5",
       "content":[{"type":"text","text":"What does your loop do on its last turn?"}],
       "stop_reason":"end_turn","usage":{"input_tokens":100,"output_tokens":10}}
      """;

  private static final String CHAT =
      """
      {"model":"llama3.2","done":true,"done_reason":"stop",
       "message":{"role":"assistant","content":"What does your loop do on its last turn?"},
       "prompt_eval_count":100,"eval_count":10}
      """;

  private static final String ERROR =
      """
      {"error":{"message":"The server had an error","type":"server_error","code":null}}
      """;

  private volatile int status = OK;

  /** {@code POST …/chat/completions}. */
  void complete(HttpExchange exchange) throws IOException {
    answer(exchange, COMPLETION);
  }

  /** {@code POST …/messages}. */
  void message(HttpExchange exchange) throws IOException {
    answer(exchange, MESSAGE);
  }

  /** {@code POST /api/chat}. */
  void chat(HttpExchange exchange) throws IOException {
    answer(exchange, CHAT);
  }

  private void answer(HttpExchange exchange, String reply) throws IOException {
    Bodies.read(exchange);
    int answer = status;
    Bodies.reply(exchange, answer, answer == OK ? reply : ERROR);
  }

  /** {@code PUT /llm/status}: the body is the status that completions have from now on. */
  void setStatus(HttpExchange exchange) throws IOException {
    String asked = Bodies.read(exchange).strip();
    if (!asked.matches("200|[45][0-9]{2}")) {
      Bodies.reply(exchange, 400, "'" + asked + "': not a status; send 200, 4xx or 5xx\n");
      return;
    }
    status = Integer.parseInt(asked);
    Bodies.reply(exchange, OK, "completions are answered with " + asked + "\n");
  }
}
