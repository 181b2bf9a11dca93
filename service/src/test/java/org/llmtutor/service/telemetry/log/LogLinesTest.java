package org.llmtutor.service.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogLinesTest {

  private final LoggerContext context = context();
  private final OneLineLayout layout = new OneLineLayout(ZoneOffset.UTC, 16_384);

  @Test
  @Tag("fault-34")
  void putsAnEventOnOneLineWhateverItSays() {
    String line =
        line(
            "first\r\nERROR forged \u001b[31mred\u001b[0m \u0085 \u2028 \u202e end",
            new IllegalStateException("one\ntwo\u001b[2J", new RuntimeException("cause\nthree")));
    assertThat(line.lines()).hasSize(1);
    assertThat(line.strip().chars()).noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
    assertThat(line)
        .contains("first\\r\\nERROR forged \\u001b[31mred", "one\\ntwo", "caused by")
        .endsWith("\n");
  }

  @Test
  void namesLoggerRequestAndRoute() {
    LoggingEvent event = event("hello", null);
    event.setMDCPropertyMap(
        Map.of("request_id", "r-1", "route", "/api", "learner", "u1", "trace_id", "4bf9"));
    assertThat(layout.doLayout(event))
        .isEqualTo(
            "1970-01-01T00:00:01.500Z INFO logger=org.llmtutor.Test request_id=r-1 route=/api"
                + " learner=u1 trace_id=4bf9 hello\n");
  }

  @Test
  @Tag("fault-33")
  void scrubsMessagesAndExceptions() {
    assertThat(line("key sk-canary-0001", new IllegalStateException("Bearer canary")))
        .doesNotContain("canary");
  }

  @Test
  void aLineIsNoLongerThanConfigured() {
    OneLineLayout bounded = new OneLineLayout(ZoneOffset.UTC, 2_048);
    String line = bounded.doLayout(event("x".repeat(5_000), new IllegalStateException("y")));
    assertThat(line).hasSize(2_049).endsWith("…\n");
  }

  @Test
  void isFoundByItsTypeName() throws IOException {
    ObjectMapper mapper = Jackson.newObjectMapper();
    assertThat(mapper.readValue("{\"type\":\"one-line\"}", DiscoverableLayoutFactory.class))
        .isInstanceOf(OneLineLayoutFactory.class);
    assertThat(mapper.readValue("{\"type\":\"access-line\"}", DiscoverableLayoutFactory.class))
        .isInstanceOf(AccessLineLayoutFactory.class);
  }

  private String line(String message, @Nullable Throwable thrown) {
    return layout.doLayout(event(message, thrown));
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
