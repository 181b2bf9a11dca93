package org.llmtutor.service.telemetry.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.time.ZoneId;
import java.util.TimeZone;

/** The {@code one-line} layout of log appenders, as readable text or as JSON. */
@JsonTypeName("one-line")
public final class OneLineLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {

  private LineFormat format = LineFormat.TEXT;
  private int maxLineLength = LineFormat.USUAL_LENGTH;

  /** {@code text} or {@code json}. */
  @JsonProperty
  public void setFormat(String format) {
    this.format = LineFormat.named(format);
  }

  /** Characters of a line at most. */
  @JsonProperty
  public void setMaxLineLength(int maxLineLength) {
    this.maxLineLength = LineFormat.length(maxLineLength);
  }

  @Override
  public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
    ZoneId zone = timeZone.toZoneId();
    LayoutBase<ILoggingEvent> layout =
        format == LineFormat.JSON
            ? new JsonLogLayout(zone, maxLineLength)
            : new OneLineLayout(zone, maxLineLength);
    layout.setContext(context);
    return layout;
  }
}
