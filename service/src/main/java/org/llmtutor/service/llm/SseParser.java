package org.llmtutor.service.llm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Server-sent events from bytes that come in pieces of any size (HTML standard, section 9.2). Lines
 * end in CR, LF or CRLF; an event's data lines are joined by LF; comments and the fields {@code id}
 * and {@code retry} are skipped. Bytes are decoded per line, so a character may be cut anywhere.
 * Not safe for concurrent use.
 */
final class SseParser implements EventParser {

  private final int maxLineBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
  private final List<Event> ready = new ArrayList<>();
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private String type = "";
  private boolean afterCr;
  private boolean first = true;

  SseParser(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public List<Event> feed(ByteBuffer bytes) throws BadReply {
    while (bytes.hasRemaining()) {
      feed(bytes.get());
    }
    return takeReady();
  }

  /**
   * Returns an event whose lines were complete although the blank line after it is missing. A line
   * cut in its middle is dropped.
   */
  @Override
  public List<Event> end() {
    dispatch();
    return takeReady();
  }

  private void feed(byte b) throws BadReply {
    boolean secondOfCrLf = afterCr && b == '\n';
    afterCr = b == '\r';
    if (secondOfCrLf) {
      return;
    }
    if (b == '\r' || b == '\n') {
      endLine();
      return;
    }
    if (line.size() >= maxLineBytes) {
      throw BadReply.tooLarge("sent a line of more than " + maxLineBytes + " bytes");
    }
    line.write(b);
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (first) {
      first = false;
      text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
    if (text.isEmpty()) {
      dispatch();
      return;
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    take(field, value.startsWith(" ") ? value.substring(1) : value);
  }

  private void take(String field, String value) {
    if (field.equals("data")) {
      if (hasData) {
        data.append('\n');
      }
      data.append(value);
      hasData = true;
    } else if (field.equals("event")) {
      type = value;
    }
  }

  private void dispatch() {
    if (hasData) {
      ready.add(new Event(type.isEmpty() ? "message" : type, data.toString()));
    }
    data.setLength(0);
    hasData = false;
    type = "";
  }

  private List<Event> takeReady() {
    List<Event> events = List.copyOf(ready);
    ready.clear();
    return events;
  }
}
