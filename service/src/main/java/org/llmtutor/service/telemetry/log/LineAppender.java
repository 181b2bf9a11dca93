package org.llmtutor.service.telemetry.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.llmtutor.service.telemetry.LogLosses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands lines to a thread of its own that writes them. Nobody waits for it: what does not fit into
 * the queue is dropped and counted, what is below WARN already when the queue is nearly full. A
 * sink that fails is told of once, tried again after a while, and told of again when it works.
 */
final class LineAppender<E extends DeferredProcessingAware> extends UnsynchronizedAppenderBase<E> {

  private static final Logger LOG = LoggerFactory.getLogger(LineAppender.class);
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(2);

  private final LineSink sink;
  private final Layout<E> layout;
  private final LogLosses losses;
  private final BlockingQueue<E> queue;
  private final int reserve;
  private final Thread writer;
  private boolean failing;
  private long failedAt;
  private long lost;

  LineAppender(LineSink sink, Layout<E> layout, LogLosses losses, int queueSize) {
    this.sink = sink;
    this.layout = layout;
    this.losses = losses;
    this.queue = new ArrayBlockingQueue<>(queueSize);
    this.reserve = queueSize / 5;
    this.writer = new Thread(this::writeAll, "log-writer");
    writer.setDaemon(true);
  }

  @Override
  public void start() {
    layout.start();
    super.start();
    writer.start();
  }

  /** Ends when what is queued is written, or after a while. */
  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    writer.interrupt();
    try {
      writer.join(PATIENCE_AT_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    layout.stop();
  }

  @Override
  protected void append(E event) {
    event.prepareForDeferredProcessing();
    boolean kept =
        (queue.remainingCapacity() > reserve || !isExpendable(event)) && queue.offer(event);
    if (!kept) {
      losses.queueFull();
    }
  }

  private boolean isExpendable(E event) {
    return !(event instanceof ILoggingEvent line) || !line.getLevel().isGreaterOrEqual(Level.WARN);
  }

  private void writeAll() {
    try {
      while (isStarted()) {
        write(queue.take());
      }
    } catch (InterruptedException e) {
      // The end: what is queued is still written.
    }
    for (E event = queue.poll(); event != null; event = queue.poll()) {
      write(event);
    }
    try {
      sink.close();
    } catch (IOException e) {
      addWarn("closing " + sink.name(), e);
    }
  }

  private void write(E event) {
    if (failing && System.nanoTime() - failedAt < RETRY_NANOS) {
      lose();
      return;
    }
    try {
      sink.write(layout.doLayout(event).getBytes(StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      failedAt = System.nanoTime();
      lose();
      tellOfFailure(e);
      return;
    }
    if (failing) {
      failing = false;
      LOG.info("{} can be written again; {} lines were dropped", sink.name(), lost);
      lost = 0;
    }
  }

  private void lose() {
    lost++;
    losses.writeFailed();
  }

  private void tellOfFailure(Exception failure) {
    if (!failing) {
      failing = true;
      LOG.warn(
          "{} cannot be written ({}); its lines are dropped until it can: see to its directory and"
              + " to the disk's space",
          sink.name(),
          failure.toString());
    }
  }
}
