package org.llmtutor.service.telemetry.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How every line tells its time: ISO 8601 to the millisecond, with the offset. */
final class LogTime {

  private LogTime() {}

  /** Times in a zone. */
  static DateTimeFormatter in(ZoneId zone) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT).withZone(zone);
  }
}
