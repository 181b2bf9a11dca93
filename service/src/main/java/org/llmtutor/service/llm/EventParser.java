package org.llmtutor.service.llm;

import java.nio.ByteBuffer;
import java.util.List;

/** Cuts the bytes of a stream, which come in pieces of any size, into events. */
interface EventParser {

  /** One event: its type, {@code message} unless named, and its data. */
  record Event(String type, String data) {}

  /** Takes the next bytes and returns the events they complete. */
  List<Event> feed(ByteBuffer bytes) throws BadReply;

  /** Says that no bytes follow and returns what is complete although its end is missing. */
  List<Event> end();
}
