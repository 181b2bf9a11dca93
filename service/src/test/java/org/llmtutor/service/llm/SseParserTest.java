package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsEventsWithAnyLineEnd(String end) throws BadReply {
    String text = "event: error#data: {\"é\":1}#data:  two#id: 7##data#data#####data:x##";

    assertThat(parse(text.replace("#", end), 1024))
        .containsExactly(
            new EventParser.Event("error", "{\"é\":1}\n two"),
            new EventParser.Event("message", "\n"),
            new EventParser.Event("message", "x"));
  }

  @Test
  void skipsCommentsAndTheByteOrderMark() throws BadReply {
    assertThat(parse("\uFEFF: keep-alive\n\n:\n\ndata: a\n: more\ndata: b\n\n", 1024))
        .containsExactly(new EventParser.Event("message", "a\nb"));
  }

  @Test
  void aByteOrderMarkMayPrecedeData() throws BadReply {
    assertThat(parse("\uFEFFdata: a\n\n", 1024))
        .containsExactly(new EventParser.Event("message", "a"));
  }

  @Test
  void theEndCompletesAnEventButNotALine() throws BadReply {
    assertThat(parse("data: a\n", 1024)).containsExactly(new EventParser.Event("message", "a"));
    assertThat(parse("data: a\n\ndata: b", 1024))
        .containsExactly(new EventParser.Event("message", "a"));
  }

  @Test
  void refusesALineOverTheLimit() throws BadReply {
    assertThat(parse("data: 78\n\n", 8)).hasSize(1);
    assertThatThrownBy(() -> parse("data: 789\n\n", 8)).hasMessageContaining("8 bytes");
  }

  /** Feeds the text whole and byte by byte, which must make no difference. */
  private static List<EventParser.Event> parse(String text, int maxLine) throws BadReply {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SseParser whole = new SseParser(maxLine);
    List<EventParser.Event> events = new ArrayList<>(whole.feed(ByteBuffer.wrap(bytes)));
    events.addAll(whole.end());

    SseParser bytewise = new SseParser(maxLine);
    List<EventParser.Event> again = new ArrayList<>();
    for (byte b : bytes) {
      again.addAll(bytewise.feed(ByteBuffer.wrap(new byte[] {b})));
    }
    again.addAll(bytewise.end());
    assertThat(again).isEqualTo(events);
    return events;
  }
}
