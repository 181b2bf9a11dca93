package org.llmtutor.service.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.dropwizard.lifecycle.Managed;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Tells {@link RecentErrors} of what is logged as ERROR while the service runs. */
final class ErrorLogWatch implements Managed {

  private final RecentErrors errors;
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Watch watch = new Watch();

  ErrorLogWatch(RecentErrors errors) {
    this.errors = errors;
  }

  @Override
  public void start() {
    LoggerContext context = root.getLoggerContext();
    watch.setContext(context);
    watch.setName("recent-errors");
    watch.start();
    root.addAppender(watch);
  }

  @Override
  public void stop() {
    root.detachAppender(watch);
    watch.stop();
  }

  private final class Watch extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        Map<String, String> request = event.getMDCPropertyMap();
        IThrowableProxy thrown = event.getThrowableProxy();
        errors.logged(
            request.get(RequestId.MDC_KEY),
            request.get(RequestContext.METHOD),
            request.get(RequestContext.ROUTE),
            shortName(event.getLoggerName()),
            thrown == null ? null : shortName(thrown.getClassName()));
      }
    }

    private static String shortName(String name) {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}
