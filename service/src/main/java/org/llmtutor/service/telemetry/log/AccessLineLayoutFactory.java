package org.llmtutor.service.telemetry.log;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.TimeZone;

/** The {@code access-line} layout of request-log appenders. */
@JsonTypeName("access-line")
public final class AccessLineLayoutFactory implements DiscoverableLayoutFactory<IAccessEvent> {

  @Override
  public LayoutBase<IAccessEvent> build(LoggerContext context, TimeZone timeZone) {
    AccessLineLayout layout = new AccessLineLayout(timeZone.toZoneId());
    layout.setContext(context);
    return layout;
  }
}
