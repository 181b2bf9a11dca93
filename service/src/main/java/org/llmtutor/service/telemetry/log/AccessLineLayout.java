package org.llmtutor.service.telemetry.log;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestId;
import org.llmtutor.service.telemetry.Scrubber;

/**
 * One line per request: time, method, path, status, bytes sent, milliseconds, request id. Query
 * strings, headers and the client's address are left out.
 */
final class AccessLineLayout extends LayoutBase<IAccessEvent> {

  private static final int MAX_PATH = 200;

  private final DateTimeFormatter time;

  AccessLineLayout(ZoneId zone) {
    this.time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT).withZone(zone);
  }

  @Override
  public String doLayout(IAccessEvent event) {
    StringBuilder line = new StringBuilder(160);
    time.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    line.append(" REQUEST ").append(safe(event.getMethod()));
    line.append(' ').append(safe(event.getRequestURI()));
    line.append(" status=").append(event.getStatusCode());
    line.append(" bytes=").append(event.getContentLength());
    line.append(" ms=").append(event.getElapsedTime());
    line.append(" request_id=").append(safe(event.getResponseHeader(RequestId.HEADER)));
    return line.append('\n').toString();
  }

  private static String safe(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "-";
    }
    String bounded = text.length() > MAX_PATH ? text.substring(0, MAX_PATH) + "…" : text;
    return OneLine.of(Scrubber.scrub(bounded));
  }
}
