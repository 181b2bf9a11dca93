package org.llmtutor.service.telemetry.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.TimeZone;

/** The {@code one-line} layout of log appenders. */
@JsonTypeName("one-line")
public final class OneLineLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {

  @Override
  public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
    OneLineLayout layout = new OneLineLayout(timeZone.toZoneId());
    layout.setContext(context);
    return layout;
  }
}
