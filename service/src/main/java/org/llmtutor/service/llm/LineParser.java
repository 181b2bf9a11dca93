package org.llmtutor.service.llm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Newline-delimited JSON: one event a line, blank lines are skipped. Bytes are decoded per line, so
 * a character may be cut anywhere. A last line without its end is dropped, because it may be cut in
 * its middle. Not safe for concurrent use.
 */
final class LineParser implements EventParser {

  private final int maxLineBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

  LineParser(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public List<Event> feed(ByteBuffer bytes) throws BadReply {
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (!text.isEmpty()) {
          events.add(new Event("message", text));
        }
      } else if (line.size() >= maxLineBytes) {
        throw BadReply.tooLarge("sent a line of more than " + maxLineBytes + " bytes");
      } else {
        line.write(b);
      }
    }
    return events;
  }

  @Override
  public List<Event> end() {
    return List.of();
  }
}
