package org.llmtutor.service.telemetry.log;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.time.ZoneId;
import java.util.TimeZone;

/** The {@code access-line} layout of request-log appenders, as readable text or as JSON. */
@JsonTypeName("access-line")
public final class AccessLineLayoutFactory implements DiscoverableLayoutFactory<IAccessEvent> {

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
  public LayoutBase<IAccessEvent> build(LoggerContext context, TimeZone timeZone) {
    ZoneId zone = timeZone.toZoneId();
    LayoutBase<IAccessEvent> layout =
        format == LineFormat.JSON
            ? new JsonAccessLayout(zone, maxLineLength)
            : new AccessLineLayout(zone);
    layout.setContext(context);
    return layout;
  }
}
