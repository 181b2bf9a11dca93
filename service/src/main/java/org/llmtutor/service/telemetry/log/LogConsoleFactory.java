package org.llmtutor.service.telemetry.log;

import ch.qos.logback.core.spi.DeferredProcessingAware;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.llmtutor.service.telemetry.LogLosses;

/** The {@code log-console} appender: standard output, without anybody waiting for its reader. */
@JsonTypeName("log-console")
public final class LogConsoleFactory<E extends DeferredProcessingAware>
    extends LineAppenderFactory<E> {

  /** With the defaults. */
  public LogConsoleFactory() {
    super("log-console", LogLosses.Target.CONSOLE);
  }

  @Override
  LineSink sink() {
    return new ConsoleSink();
  }
}
