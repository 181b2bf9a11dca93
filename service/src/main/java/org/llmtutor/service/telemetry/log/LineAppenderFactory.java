package org.llmtutor.service.telemetry.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.helpers.NOPAppender;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import io.dropwizard.logging.common.AbstractAppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import io.dropwizard.logging.common.filter.LevelFilterFactory;
import io.dropwizard.logging.common.layout.LayoutFactory;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.LogLosses;

/** Builds appenders that no request waits for; {@code queueSize} bounds what is to be written. */
abstract class LineAppenderFactory<E extends DeferredProcessingAware>
    extends AbstractAppenderFactory<E> {

  private static final int USUAL_QUEUE = 2_048;

  private final String name;
  private final LogLosses losses;

  LineAppenderFactory(String name, LogLosses.Target target) {
    this.name = name;
    this.losses = LogLosses.of(target);
    setQueueSize(USUAL_QUEUE);
  }

  /** Where lines go; null for nowhere. */
  abstract @Nullable LineSink sink();

  @Override
  public Appender<E> build(
      LoggerContext context,
      String applicationName,
      LayoutFactory<E> layoutFactory,
      LevelFilterFactory<E> levelFilterFactory,
      AsyncAppenderFactory<E> asyncAppenderFactory) {
    LineSink sink = sink();
    Appender<E> appender =
        sink == null
            ? new NOPAppender<>()
            : new LineAppender<>(sink, buildLayout(context, layoutFactory), losses, getQueueSize());
    appender.setName(name);
    appender.setContext(context);
    appender.addFilter(levelFilterFactory.build(threshold));
    getFilterFactories().forEach(factory -> appender.addFilter(factory.build()));
    appender.start();
    return appender;
  }
}
