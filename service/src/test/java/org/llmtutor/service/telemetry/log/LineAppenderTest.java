package org.llmtutor.service.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llmtutor.service.telemetry.LogLosses;
import org.slf4j.MDC;

/** Nobody who logs waits for a sink that is slow, stuck or broken. */
@Timeout(30)
class LineAppenderTest {

  private final LoggerContext context = context();
  private final LogLosses losses = LogLosses.of(LogLosses.Target.FILE);

  @Test
  void whatDoesNotFitIsDroppedAndCountedWhileTheSinkHangs() throws InterruptedException {
    Hanging sink = new Hanging();
    LineAppender<ILoggingEvent> appender = appender(sink, 10);
    appender.doAppend(event(Level.INFO, "first"));
    sink.entered.acquire();
    long before = losses.total();
    for (int i = 0; i < 100; i++) {
      appender.doAppend(event(Level.INFO, "more"));
    }
    appender.doAppend(event(Level.ERROR, "important"));
    assertThat(losses.total() - before).isEqualTo(92);
    sink.release.countDown();
    appender.stop();
    assertThat(sink.lines).hasSize(10).last().asString().contains("important");
  }

  @Test
  void aSinkThatFailsCostsLinesAndIsTriedAgain() {
    Broken sink = new Broken();
    LineAppender<ILoggingEvent> appender = appender(sink, 10);
    long before = losses.total();
    appender.doAppend(event(Level.INFO, "lost"));
    while (losses.total() == before) {
      Thread.onSpinWait();
    }
    sink.broken = false;
    while (sink.lines.isEmpty()) {
      appender.doAppend(event(Level.INFO, "again"));
      Thread.onSpinWait();
    }
    appender.stop();
    assertThat(sink.lines.get(0)).contains("again");
  }

  private LineAppender<ILoggingEvent> appender(LineSink sink, int queue) {
    LineAppender<ILoggingEvent> appender =
        new LineAppender<>(sink, new OneLineLayout(ZoneOffset.UTC, 4_096), losses, queue);
    appender.setContext(context);
    appender.start();
    return appender;
  }

  private LoggingEvent event(Level level, String message) {
    return new LoggingEvent("x", context.getLogger("T"), level, message, null, null);
  }

  private static class Kept implements LineSink {

    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
      return "the test's sink";
    }

    @Override
    public void write(byte[] line) throws IOException {
      lines.add(new String(line, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }

  private static final class Hanging extends Kept {

    final Semaphore entered = new Semaphore(0);
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    public void write(byte[] line) throws IOException {
      entered.release();
      boolean done = false;
      while (!done) {
        try {
          release.await();
          done = true;
        } catch (InterruptedException e) {
          // The appender's end; the line is still to be written.
        }
      }
      super.write(line);
    }
  }

  private static final class Broken extends Kept {

    volatile boolean broken = true;

    @Override
    public void write(byte[] line) throws IOException {
      if (broken) {
        throw new IOException("No space left on device");
      }
      super.write(line);
    }
  }

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    return context;
  }
}
