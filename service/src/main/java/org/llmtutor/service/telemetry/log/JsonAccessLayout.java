package org.llmtutor.service.telemetry.log;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.RequestId;

/**
 * One JSON object per request, with the names of {@link JsonLogLayout}; {@code logger} is {@value
 * #LOGGER}. Besides: {@code method}, {@code path}, {@code status}, {@code bytes}, {@code
 * duration_ms}.
 */
final class JsonAccessLayout extends LayoutBase<IAccessEvent> {

  /** Tells these lines from those of code. */
  static final String LOGGER = "access";

  private static final int SHORT = 200;

  private final DateTimeFormatter time;
  private final int maxLineLength;

  /** Lines of at most {@code maxLineLength} characters, with times in {@code zone}. */
  JsonAccessLayout(ZoneId zone, int maxLineLength) {
    this.time = LogTime.in(zone);
    this.maxLineLength = maxLineLength;
  }

  @Override
  public String doLayout(IAccessEvent event) {
    AccessEntry entry = AccessEntry.of(event);
    JsonLine line = new JsonLine(maxLineLength);
    line.text("time", time.format(Instant.ofEpochMilli(event.getTimeStamp())), SHORT);
    line.text("level", "INFO", SHORT);
    line.text("logger", LOGGER, SHORT);
    line.text(RequestId.MDC_KEY, entry.requestId(), SHORT);
    line.text(RequestContext.TRACE, entry.traceId(), SHORT);
    line.text(RequestContext.LEARNER, entry.learner(), SHORT);
    line.text(RequestContext.ROUTE, entry.route(), SHORT);
    line.text(
        "message", entry.method() + " " + entry.route() + " " + entry.status(), maxLineLength / 2);
    line.text("method", entry.method(), SHORT);
    line.number("status", entry.status());
    line.number("bytes", entry.bytes());
    line.number("duration_ms", entry.millis());
    return line.line();
  }
}
