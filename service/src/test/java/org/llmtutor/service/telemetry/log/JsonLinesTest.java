package org.llmtutor.service.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class JsonLinesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LoggerContext context = context();

  @Test
  void namesWhatALineIsAbout() throws JsonProcessingException {
    LoggingEvent event = event("hello", null);
    event.setMDCPropertyMap(
        Map.of("request_id", "r-1", "route", "/api", "learner", "u1", "trace_id", "4bf9"));
    assertThat(layout(16_384).doLayout(event))
        .isEqualTo(
            "{\"time\":\"1970-01-01T00:00:01.500Z\",\"level\":\"INFO\","
                + "\"logger\":\"org.llmtutor.Test\",\"request_id\":\"r-1\",\"trace_id\":\"4bf9\","
                + "\"learner\":\"u1\",\"route\":\"/api\",\"message\":\"hello\"}\n");
  }

  @Test
  void leavesNothingInALineThatATerminalWouldObey() throws JsonProcessingException {
    String hostile = "a\r\nb \u001b[31m \u0085 \u2028 \u202e \u200f \u2066 \ud800 \"q\" \\ end";
    String line =
        layout(16_384)
            .doLayout(event(hostile, new IllegalStateException(hostile, new Error(hostile))));
    assertThat(line.lines()).hasSize(1);
    assertThat(line.strip().chars())
        .noneMatch(c -> Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff))
        .noneMatch(c -> c == 0x202e || c == 0x2028 || c == 0x200f || c == 0x2066);
    JsonNode read = JSON.readTree(line);
    assertThat(read.get("message").asText()).isEqualTo(hostile);
    assertThat(read.at("/exception/class").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(read.at("/exception/message").asText()).isEqualTo(hostile);
    assertThat(read.at("/exception/frames/0").asText()).contains("JsonLinesTest");
    assertThat(read.at("/exception/cause/class").asText()).isEqualTo("java.lang.Error");
  }

  @Test
  void scrubsMessagesAndExceptions() {
    String line =
        layout(16_384)
            .doLayout(event("key sk-canary-0001", new IllegalStateException("Bearer canary")));
    assertThat(line).doesNotContain("canary");
  }

  @Test
  void keepsCharactersBeyondTheBasicPlane() throws JsonProcessingException {
    String line = layout(16_384).doLayout(event("ok \ud83d\ude00", null));
    assertThat(JSON.readTree(line).get("message").asText()).isEqualTo("ok \ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(ints = {2_048, 4_096, 16_384})
  void staysWithinItsLengthAndIsWholeJsonWhateverItIsGiven(int max) throws JsonProcessingException {
    Random random = new Random(max);
    for (int round = 0; round < 200; round++) {
      String text = text(random, random.nextInt(3 * max));
      Throwable thrown = null;
      for (int depth = random.nextInt(14); depth > 0; depth--) {
        thrown = new IllegalStateException(text(random, random.nextInt(max)), thrown);
      }
      LoggingEvent event = event(text, thrown);
      event.setMDCPropertyMap(Map.of("request_id", text, "route", text, "learner", text));
      String line = layout(max).doLayout(event);
      assertThat(line.length()).isLessThanOrEqualTo(max);
      assertThat(JSON.readTree(line).get("level").asText()).isEqualTo("INFO");
    }
  }

  @Test
  void anUnknownFormatIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> new OneLineLayoutFactory().setFormat("xml"))
        .hasMessageContaining("'xml'")
        .hasMessageContaining("text or json");
    assertThatThrownBy(() -> new AccessLineLayoutFactory().setMaxLineLength(10))
        .hasMessageContaining("at least 2048");
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : 'a'));
    }
    return text.toString();
  }

  private static JsonLogLayout layout(int max) {
    return new JsonLogLayout(ZoneOffset.UTC, max);
  }

  private LoggingEvent event(String message, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "x", context.getLogger("org.llmtutor.Test"), Level.INFO, message, thrown, null);
    event.setInstant(Instant.ofEpochMilli(1500));
    return event;
  }

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    return context;
  }
}
