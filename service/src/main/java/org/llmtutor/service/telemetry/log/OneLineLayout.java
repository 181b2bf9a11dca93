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
 * One line per event, exceptions included: time, level, {@code logger=}, request id, route,
 * learner, trace id, message, then {@code |}-separated frames. Control characters are escaped and
 * secrets scrubbed in whatever an event brings along; a longer line is cut.
 */
final class OneLineLayout extends LayoutBase<ILoggingEvent> {

  private final DateTimeFormatter time;
  private final int maxLineLength;

  /** Lines of at most {@code maxLineLength} characters, with times in {@code zone}. */
  OneLineLayout(ZoneId zone, int maxLineLength) {
    this.maxLineLength = maxLineLength;
    this.time = LogTime.in(zone);
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256);
    time.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    line.append(' ').append(event.getLevel());
    line.append(" logger=").append(event.getLoggerName());
    Map<String, String> context = event.getMDCPropertyMap();
    field(line, RequestId.MDC_KEY, context.get(RequestId.MDC_KEY));
    field(line, RequestContext.ROUTE, context.get(RequestContext.ROUTE));
    field(line, RequestContext.LEARNER, context.get(RequestContext.LEARNER));
    field(line, RequestContext.TRACE, context.get(RequestContext.TRACE));
    String message = event.getFormattedMessage();
    line.append(' ').append(safe(message == null ? "" : message));
    IThrowableProxy thrown = event.getThrowableProxy();
    for (int i = 0; thrown != null && i < Frames.MAX_CAUSES; i++, thrown = thrown.getCause()) {
      exception(line, thrown, i == 0 ? " | " : " | caused by ");
    }
    return OneLine.cut(line.toString(), maxLineLength) + '\n';
  }

  private static void field(StringBuilder line, String name, @Nullable String value) {
    if (value != null) {
      line.append(' ').append(name).append('=').append(OneLine.of(value));
    }
  }

  private static void exception(StringBuilder line, IThrowableProxy thrown, String separator) {
    line.append(separator).append(thrown.getClassName());
    if (thrown.getMessage() != null) {
      line.append(": ").append(safe(thrown.getMessage()));
    }
    Frames.own(thrown).forEach(frame -> line.append(" | ").append(frame));
  }

  private static String safe(String text) {
    return OneLine.of(Scrubber.scrub(text));
  }
}
