package org.llmtutor.service.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.RequestId;
import org.llmtutor.service.telemetry.Scrubber;

/**
 * One JSON object per event: {@code time}, {@code level}, {@code logger}, {@code request_id},
 * {@code trace_id}, {@code learner}, {@code route}, {@code message}, {@code exception} with {@code
 * class}, {@code message}, {@code frames} and {@code cause}. What there is not is left out. Secrets
 * are scrubbed as in readable lines.
 */
final class JsonLogLayout extends LayoutBase<ILoggingEvent> {

  private static final int SHORT = 200;

  private final DateTimeFormatter time;
  private final int maxLineLength;

  /** Lines of at most {@code maxLineLength} characters, with times in {@code zone}. */
  JsonLogLayout(ZoneId zone, int maxLineLength) {
    this.time = LogTime.in(zone);
    this.maxLineLength = maxLineLength;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    JsonLine line = new JsonLine(maxLineLength);
    line.text("time", time.format(Instant.ofEpochMilli(event.getTimeStamp())), SHORT);
    line.text("level", event.getLevel().toString(), SHORT);
    line.text("logger", event.getLoggerName(), SHORT);
    Map<String, String> context = event.getMDCPropertyMap();
    for (String key :
        new String[] {
          RequestId.MDC_KEY, RequestContext.TRACE, RequestContext.LEARNER, RequestContext.ROUTE
        }) {
      line.text(key, context.get(key), SHORT);
    }
    String message = event.getFormattedMessage();
    line.text("message", message == null ? "" : Scrubber.scrub(message), maxLineLength / 2);
    exception(line, "exception", event.getThrowableProxy(), Frames.MAX_CAUSES);
    return line.line();
  }

  private void exception(
      JsonLine line, String name, @Nullable IThrowableProxy thrown, int causesLeft) {
    if (thrown == null || causesLeft == 0 || !line.fits(SHORT)) {
      return;
    }
    line.begin(name);
    line.text("class", thrown.getClassName(), SHORT);
    line.text("message", Scrubber.scrubNullable(thrown.getMessage()), maxLineLength / 8);
    if (line.fits(1)) {
      frames(line, thrown);
    }
    exception(line, "cause", thrown.getCause(), causesLeft - 1);
    line.end();
  }

  private static void frames(JsonLine line, IThrowableProxy thrown) {
    line.beginList("frames");
    for (String frame : Frames.own(thrown)) {
      if (!line.fits(SHORT)) {
        break;
      }
      line.item(frame, SHORT);
    }
    line.endList();
  }
}
