package org.llmtutor.service.telemetry.log;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.RequestId;

/**
 * One line per request: time, method, route, status, bytes sent, milliseconds, request id, and
 * learner and trace id where there are such.
 */
final class AccessLineLayout extends LayoutBase<IAccessEvent> {

  private final DateTimeFormatter time;

  AccessLineLayout(ZoneId zone) {
    this.time = LogTime.in(zone);
  }

  @Override
  public String doLayout(IAccessEvent event) {
    AccessEntry entry = AccessEntry.of(event);
    StringBuilder line = new StringBuilder(200);
    time.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    line.append(" REQUEST ").append(entry.method()).append(' ').append(entry.route());
    line.append(" status=").append(entry.status());
    line.append(" bytes=").append(entry.bytes());
    line.append(" ms=").append(entry.millis());
    line.append(' ').append(RequestId.MDC_KEY).append('=').append(safe(entry.requestId()));
    field(line, RequestContext.LEARNER, entry.learner());
    field(line, RequestContext.TRACE, entry.traceId());
    return line.append('\n').toString();
  }

  private static void field(StringBuilder line, String name, @Nullable String value) {
    if (value != null) {
      line.append(' ').append(name).append('=').append(OneLine.of(value));
    }
  }

  private static String safe(@Nullable String text) {
    return text == null ? "-" : OneLine.of(text);
  }
}
