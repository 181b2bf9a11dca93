package org.llmtutor.service.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.llmtutor.service.llm.LlmListener;

/** Writes server-sent events, each flushed at once. For one thread. */
final class EventStream {

  private final OutputStream out;
  private final ObjectMapper json;

  EventStream(OutputStream out, ObjectMapper json) {
    this.out = out;
    this.json = json;
  }

  /**
   * JSON has no line breaks outside its strings and escapes those inside, so one line is enough.
   */
  void send(String event, Object data) throws IOException {
    String text = "event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Sends text as it comes; a reader that has left ends the call. */
  LlmListener deltas() {
    return text -> {
      try {
        send("delta", new Delta(text));
      } catch (IOException e) {
        throw new LlmListener.ListenerGone();
      }
    };
  }

  private record Delta(String text) {}
}
